import groovy.json.JsonSlurper
import java.util.concurrent.TimeUnit
import java.util.zip.GZIPInputStream

def log = { new File(basedir, it + '.log').text }
def error = { log(it).readLines().find { it.startsWith('[ERROR] Failed to execute goal') } }

// What a user can get wrong, said before anything is trained.
assert error('unknown').contains('<ablation id=temperature><evaluation><on> names other, but the benchmarks are [sums, aime-easy,')
assert error('taken').contains('<ablation id=temperature><evaluation> asks variant sft with seed 3 under the id temperature.sft.seed-3, but an <evaluation>')
['unknown', 'taken', 'list'].each { assert !log(it).contains('training temperature.') }

assert log('list').contains('every model is asked sums (4 problems, 8 responses each where sampled) at temperatures 0.4, 1')
assert log('list') =~ /sft, seed 3  fingerprint [0-9a-f]{8}…  to train; 64 of 64 responses to ask/

// Every run is asked when it is finished; a line sums up what came out.
def first = log('first')
assert first.contains('<ablation id=temperature><teacher> has traces of 3 of 4 problems of sums')
def order = ['training temperature.base, seed 3', 'temperature.base seed 3: sums pass@8 by temperature 0.4: ',
             'training temperature.sft, seed 3', 'temperature.sft seed 3: sums pass@8 by temperature 0.4: ']
assert order.collect { first.indexOf(it) }.with { it[0] >= 0 && it == it.toSorted() }

// The numbers are those of the responses.
def distance
distance = { String a, String b ->
    def row = (0..b.length()).toList()
    a.eachWithIndex { letter, i ->
        def next = [i + 1]
        b.eachWithIndex { other, j -> next << [row[j] + (letter == other ? 0 : 1), row[j + 1] + 1, next[j] + 1].min() }
        row = next
    }
    row.last()
}
def teacher = new File(basedir, 'src/luffy/solved.jsonl').readLines().collectEntries {
    def trace = new JsonSlurper().parseText(it)
    [trace.problemId, trace.text]
}
def table = new File(basedir, 'target/luffy/ablate/temperature/samples.csv')
def rows = table.readLines()
assert rows[0] == 'variant,seed,benchmark,temperature,metric,value'
def expected = []
['base', 'sft'].each { variant ->
    [0.4d, 1.0d].each { temperature ->
        def name = "responses-sums-t${temperature == 1 ? '1' : temperature}.jsonl.gz"
        def file = new File(basedir, "target/luffy/eval/temperature.${variant}.seed-3/$name")
        def responses = new GZIPInputStream(file.newInputStream()).readLines('UTF-8').collect { new JsonSlurper().parseText(it) }
        assert responses.size() == 32
        def byProblem = responses.groupBy { it.problem }.values()
        def right = { it.count { it.verdict == 'CORRECT' } }
        def taught = responses.findAll { teacher[it.problem] != null }
        assert taught.size() == 24
        def similar = taught.collect {
            String trace = teacher[it.problem]
            1 - distance(it.text, trace) / (double) Math.max(it.text.length(), trace.length())
        }
        expected += [
                [variant, temperature, 'pass@1', (byProblem.sum { right(it) / 8d }) / 4],
                [variant, temperature, 'pass@8', byProblem.count { right(it) > 0 } / 4d],
                [variant, temperature, 'truncated', responses.count { it.finish == 'LENGTH' } / 32d],
                [variant, temperature, 'tokens', responses.sum { it.tokens } / 32d],
                [variant, temperature, 'similarity', similar.sum() / 24d]]
    }
}
def found = rows.tail()*.split(',')
assert found.collect { [it[0], it[1], it[2], it[3], it[4]] } ==
        expected.collect { [it[0], '3', 'sums', it[1].toString(), it[2]] }
[found, expected].transpose().each { assert Math.abs(it[0][5].toDouble() - it[1][3]) < 1e-12: it }
['pass@1', 'similarity'].each { metric -> assert expected.any { it[2] == metric && it[3] > 0 && it[3] < 1 } }

// A second call asks nothing, with a Java that could start no worker, and writes the same bytes.
def before = table.bytes
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../interpolated-settings.xml').text
def again = new ProcessBuilder("${System.getProperty('maven.home')}/bin/mvn".toString(), '-B', '-s', settings.path,
        "-Dmaven.repo.local=$localRepositoryPath".toString(), '-l', 'again.log', 'luffy:ablate', '-Dluffy.worker.javaHome=nowhere')
        .directory(basedir).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
assert again.waitFor(2, TimeUnit.MINUTES) && again.exitValue() == 0
assert log('again').count(' is up to date: fingerprint ') == 2
order[1, 3].each { line -> assert log('again').contains(line) }
assert table.bytes == before
