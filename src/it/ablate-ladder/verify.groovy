import groovy.json.JsonSlurper
import java.nio.file.Files
import java.util.concurrent.TimeUnit

def log = { new File(basedir, it + '.log').text }
def tables = new File(basedir, 'target/luffy/ablate/ladder')
def files = ['table.md', 'table.tex', 'table.csv', 'table.json', 'dynamics.csv', 'curves.csv',
        'reward.svg', 'entropy.svg', 'length.svg']
def variants = ['base', 'on-policy', 'gamma']

// A list of what would be done, and nothing done.
def listed = log('list')
variants.each { assert listed =~ /$it, seed 2  fingerprint [0-9a-f]{8}…  to train/ }
assert listed.contains('  gamma: method.shapingGamma = 0.5')
assert listed.contains('dry run: nothing was trained')
assert !listed.contains('training ladder')

// The budget leaves whole pairs of the first seed; the next call does what is missing and nothing else.
def trained = { String text -> (text =~ /training ladder\.(\S+), seed (\d)/).collect { "${it[1]} ${it[2]}".toString() } }
assert trained(log('part')) == ['base 1', 'on-policy 1']
assert log('part').contains('4 of 6 selected runs are missing; the next mvn luffy:ablate goes on')
assert trained(log('rest')) == ['gamma 1', 'base 2', 'on-policy 2', 'gamma 2']
assert log('rest').count(' is up to date: fingerprint ') == 2
assert trained(log('again')) == []
assert log('again').count(' is up to date: fingerprint ') == 6

// What came out.
files.each { assert new File(tables, it).isFile() }
def json = new JsonSlurper().parse(new File(tables, 'table.json'))
assert json.missing == [] && json.runs.size() == 6
assert json.effects*.level.unique() == ['easy', 'hard', 'overall']
def effect = { String variant, String level -> json.effects.find { it.variant == variant && it.level == level } }
assert effect('base', 'easy').toBase == null
variants.each { variant ->
    ['easy', 'hard', 'overall'].each { level ->
        def mine = effect(variant, level)
        assert mine.seeds == [1, 2]
        def summaries = [1, 2].collect {
            new JsonSlurper().parse(new File(basedir, "target/luffy/ladder.$variant/seed-$it/summary.json")).after
                    .findAll { level == 'overall' || it.name == level }
        }
        def scores = summaries.collect { (it.sum { it.correct } as double) / (it.sum { it.responses } as double) }
        [scores, mine.scores].transpose().each { assert Math.abs(it[0] - it[1]) < 1e-12 }
        // Student's t of 0.975 with one degree of freedom is 12.7062, and s/√2 of two numbers is half their distance.
        assert Math.abs(mine.halfWidth - 12.706204736 * Math.abs(scores[0] - scores[1]) / 2) < 1e-8
        if (variant != 'base') {
            def base = effect('base', level).scores
            assert Math.abs(mine.toBase.mean - ((scores[0] - base[0]) + (scores[1] - base[1])) / 2) < 1e-12
            assert mine.toBase.signFlipP in [0.5, 1.0]
            assert mine.toBase.tTestHolm >= mine.toBase.tTestP
        }
    }
}
assert new File(tables, 'curves.csv').readLines().size() == 1 + 6 * 40
assert new File(tables, 'table.md').text.contains('| gamma | method.shapingGamma = 0.5 |')
def svg = new groovy.xml.XmlParser(false, false).parse(new File(tables, 'reward.svg'))
assert svg.'**'.text.findAll { it.@class == 'legend-item' }*.text()*.trim() == variants
assert new File(tables, 'table.md').text.contains('(reward.svg)')
assert !files.any { new File(tables, it).text.contains(basedir.path) }

// A study of a declared experiment; the point that the base itself is has no runs of its own.
assert log('study').contains('ablation constant: 25 runs')
assert log('study').contains('  gamma-0.05: method.shapingGamma = 0.05')
assert log('study').contains('  gamma-0.1: trains the same as base')
assert !log('study').contains('gamma-0.1, seed')

// What a user can get wrong.
def error = { log(it).readLines().find { it.startsWith('[ERROR] Failed to execute goal') } }
assert error('no-op').contains('<ablation id=ladder><variant id=gamma><set> (method.shapingGamma = 0.1) changes nothing in the base')
assert error('unparsable').contains('<ablation id=ladder><variant id=gamma><set><method.shapingGamma> is much, but must be a number')
assert error('unknown').contains('<ablation id=wrong><variant id=typo><set><method.shapingGama> is no property of an experiment: <method> has [')
assert error('mixture') =~ /<ablation id=ladder>: the result of base, seed 1 was measured on held-out problems with SHA-256 [0-9a-f]{64}, and <validation> has now [0-9a-f]{64}/
assert error('only').contains('luffy.ablate.only names gama, but the declared variants are [ladder.base, ladder.gamma, ladder.on-policy]')
assert error('unvalidated').contains('<ablation id=wrong><base><validation> is nothing, but must be declared')
assert error('twice').contains('<ablation id=wrong><variant id=x> is declared twice')
['no-op', 'unparsable', 'unknown', 'mixture', 'only', 'unvalidated', 'twice'].each { assert trained(log(it)) == [] }

// SIGKILL in the middle, elsewhere: a Maven of our own, since only its starter can kill it.
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../interpolated-settings.xml').text
def other = new File(basedir, 'target/killed')
def maven = { String name ->
    new ProcessBuilder("${System.getProperty('maven.home')}/bin/mvn".toString(), '-B', '-s', settings.path,
            "-Dmaven.repo.local=$localRepositoryPath".toString(), '-l', name + '.log', 'luffy:ablate',
            '-Dluffy.outputDirectory=target/killed', '-Dluffy.workDirectory=target/killed-work')
            .directory(basedir).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
}
def await = { String what, Closure<Boolean> condition ->
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (!condition()) {
        assert System.nanoTime() < end: "no $what within a minute"
        Thread.sleep(20)
    }
}
def isWorker = { ProcessHandle it -> it.info().commandLine().orElse('').contains('worker.args') }
def process = maven('killed')
def events = new File(other, 'ladder.on-policy/seed-1/events.ndjson')
await('checkpoint of the second run') { events.exists() && events.text.contains('"event":"saved"') }
def family = process.toHandle().descendants().toList() + process.toHandle()
family.findAll { !isWorker(it) }*.destroyForcibly()
await('end of the orphan') { !family.any { it.isAlive() } }
def finished = ['base 1', 'on-policy 1'].take(events.text.contains('"event":"interrupted"') ? 1 : 2)

def last = maven('finished')
assert last.waitFor(3, TimeUnit.MINUTES) && last.exitValue() == 0
assert trained(log('finished')) == ['base 1', 'on-policy 1', 'gamma 1', 'base 2', 'on-policy 2', 'gamma 2'] - finished
if (finished.size() == 1) assert log('finished').contains('resumes after step ')
assert files.every { Files.mismatch(new File(tables, it).toPath(), new File(other, "ablate/ladder/$it").toPath()) == -1 }
