import groovy.json.JsonSlurper
import java.nio.file.Files
import java.util.zip.GZIPInputStream

def log = { new File(basedir, it + '.log').text }
def file = { new File(basedir, 'target/' + it) }
def responses = { new GZIPInputStream(new FileInputStream(it)).readLines('UTF-8').collect { new JsonSlurper().parseText(it) } }

assert log('plan').contains('plan of greedy on aime-easy')
assert log('plan').contains('100 in all (1 per problem where sampled), 0 are there, 100 to ask')
assert log('plan').contains('dry run: nothing was asked')

// The model solves what is easy, and what is hard practically never.
def greedy = new JsonSlurper().parse(file('luffy/eval/greedy/metrics.json'))
def value = { id -> greedy.results.find { it.measurement.benchmark == id }.estimates[0].value }
assert value('aime-easy') > 0.9
assert value('aime-hard') < 0.1
assert Math.abs(greedy.averages['0'][0].value - (value('aime-easy') + value('aime-hard')) / 2) < 1e-9
assert greedy.results[0].subjects.keySet() == ['doubling', 'mixed', 'sum'] as Set

// One greedy response per problem, four of each at temperature 1; judged, in the order of the benchmark.
assert responses(file('luffy/eval/sweep/responses-mixture-t0.jsonl.gz')).size() == 8
def sampled = responses(file('luffy/eval/sweep/responses-mixture-t1.jsonl.gz'))
assert sampled.size() == 32
assert sampled.collect { it.sample } == (0..<8).collectMany { 0..3 }
assert sampled.every { it.verdict in ['CORRECT', 'INCORRECT', 'NO_ANSWER'] && !it.reason.blank && it.text != null }
assert log("first").contains("temperature  pass@1  pass@4  maj@4   truncated  no-answer")
assert log('first').contains('mixture by temperature')

// Nothing is asked twice, and results do not depend on whether they were asked now or before.
assert log('first').contains('asking greedy on aime-easy: 0 of 100 responses are there')
assert log('second').contains('greedy on aime-easy: all 100 responses are there')
assert !log('second').contains('asking ')
for (name in ['greedy/metrics.json', 'greedy/summary.md', 'greedy/responses-aime-hard.jsonl.gz', 'sweep/metrics.json',
              'sweep/summary.md', 'sweep/responses-mixture-t0.jsonl.gz', 'sweep/responses-mixture-t1.jsonl.gz']) {
    for (again in ['second', 'rescored']) {
        assert Files.mismatch(file("luffy/eval/$name").toPath(), file("$again/eval/$name").toPath()) == -1
    }
}
assert log('rescored').contains('sweep on mixture: judging 40 responses of model ')
assert !file('rescored/eval/greedy/aime-easy/request.json').exists()
assert log('other').contains('maximumTokens is 63 in the POM and 64 there')

// Another temperature asks for its own responses only.
assert log('more').contains('asking sweep on mixture: 8 of 40 responses are there')
assert log('skipped').contains('luffy:eval skipped: luffy.eval.skip is set')
