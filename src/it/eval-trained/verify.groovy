import groovy.json.JsonSlurper

def log = { new File(basedir, it + '.log').text }
assert log('early').contains('<evaluation id=trained><experiment> is mixed with <seed> 3, but there is no trained model at ')
assert log('early').contains('train it first with mvn luffy:train -Dluffy.experiments=mixed')

def metrics = new JsonSlurper().parse(new File(basedir, 'target/luffy/eval/trained/metrics.json'))
assert metrics.results[0].measurement.about.experiment == 'mixed/seed-3'
assert metrics.results[0].measurement.outcomes.size() == 100
