import groovy.json.JsonSlurper
import java.nio.file.Files

def log = { new File(basedir, it + '.log').text }
def luffy = new File(basedir, 'target/luffy')
def again = new File(basedir, 'target/again')

assert log('plan').contains('13 rows are 13 problems; what the filter keeps is counted when training starts')
assert log('plan').contains('"target" : "target?"')

// Row 12 has a long prompt, 9 a long trace, 10 none, 11 an answer that is no integer, 8 a wrong trace.
def counted = 'data: 8 of 13 problems kept (dropped: longPrompts 1, longTraces 1, missingTraces 1, unreadableAnswers 1,' +
        ' wrongTraces 1); 8 of 12 traces kept (dropped: longTraces 1, ofDroppedProblems 2, wrongTraces 1)'
assert log('first').count(counted) == 3
assert log('first').count('8 problems, 3 steps') == 2
assert log('first').contains('step 3/3  reward ')

def data = new JsonSlurper().parse(new File(luffy, 'luffy/seed-1/data.json'))
assert data.rows == 13
assert data.problems.read == 13 && data.problems.kept == 8
assert data.problems.dropped ==
        [longPrompts: 1, longTraces: 1, missingTraces: 1, unreadableAnswers: 1, wrongTraces: 1]
assert data.traces.read == 12 && data.traces.kept == 8
assert data.rejectedTraces == 0

// One preparation for both seeds of each experiment, none for the run that starts over.
assert new File(basedir, '.luffy/prepared').listFiles().count { it.directory } == 3
def prepares = { new File(it, 'events.ndjson').text.contains('preparing the data') }
assert prepares(new File(luffy, 'luffy/seed-1')) && !prepares(new File(luffy, 'luffy/seed-2'))
assert prepares(new File(luffy, 'on-policy/seed-1'))
assert !prepares(new File(again, 'luffy/seed-1')) && !prepares(new File(again, 'on-policy/seed-1'))
['luffy/seed-1', 'luffy/seed-2', 'on-policy/seed-1'].each { run ->
    ['model/model.safetensors', 'summary.json', 'metrics.ndjson', 'data.json', 'experiment.json'].each {
        assert Files.mismatch(new File(luffy, "$run/$it").toPath(), new File(again, "$run/$it").toPath()) == -1
    }
}

def failure = { log(it).readLines().find { line -> line.startsWith('[ERROR] Failed to execute goal') } }
assert failure('few').contains('<data><filter> leaves too few problems: 0 of 13 problems kept (dropped: longPrompts 1,')
assert failure('few').contains('<schedule><promptsPerStep> is 4')
assert failure('untaught').contains('<experiment id=luffy><traces> is nothing, but a method with off-policy rows learns from' +
        ' them and the rows of ')
assert failure('untaught').contains('have no target, only the fields data_source, prompt, target, ability, reward_model,' +
        ' extra_info: declare')
