import groovy.json.JsonSlurper

def log = { new File(basedir, it + '.log').text }
def metrics = new JsonSlurper().parse(new File(basedir, 'target/luffy/eval/base/metrics.json'))
def result = { id -> metrics.results.find { it.measurement.benchmark == id } }

assert metrics.results.collect { it.measurement.benchmark } == ['luffy-sums', 'sums', 'house', 'packed', 'fetched']
// Six rows of the data source are three problems.
assert result('luffy-sums').measurement.outcomes.size() == 3
assert result('sums').measurement.keys['benchmark.version'] == '2'
assert result('sums').measurement.outcomes.size() == 3
assert result('sums').unusable.collect { it.problem } == ['broken']
assert log('good').contains('sums: 1 problem is reported, not scored: broken (')
assert result('house').measurement.outcomes.collect { it.subject } == ['mixed', 'sum']
assert result('house').measurement.keys['policy.boundaryRequired'] == 'true'
assert result('packed').measurement.keys['data.sha256'] == result('fetched').measurement.keys['data.sha256']
assert metrics.results.every { it.estimates[0].metric == 'pass@1' && it.estimates[0].value == 1 }

def found = result('fetched').measurement.keys['data.sha256']
assert new File(basedir, ".luffy/benchmarks/$found/packed.jsonl").isFile()
assert !new File(basedir, '.luffy/benchmarks/packed.jsonl').exists()
assert log('pinned').contains('<benchmark id=fetched><sha256> is 00000000')
assert log('pinned').contains("has $found: these are other problems than the pinned ones")
