def text = { new File(basedir, it + '.log').text }

assert text('refused').contains('luffy.updateBaseline is set, but so is the environment variable CI')
assert text('forced').contains('baseline src/luffy/baselines/base/aime24.json written: commit it')
assert text('forced').contains('baseline 0.800 (24/30): no drop')
assert text('worse').contains('no baseline was written: src/luffy/baselines/base/aime24.json would get worse or incomparable (pass@1 0.800000')
assert text('worse').contains('which needs a justification: add -Dluffy.justification="why" or <justification>')
assert text('justified').contains('baseline src/luffy/baselines/base/aime24.json written: commit it')
assert text('justified').contains('baseline 0.433 (13/30): no drop')

def baseline = new groovy.json.JsonSlurper().parse(new File(basedir, 'src/luffy/baselines/base/aime24.json'), 'UTF-8')
assert baseline.history*.justification == ['smaller']
assert baseline.history[0].changes[0] == 'pass@1 0.800000 \u2192 0.433333'
assert Math.abs(baseline.values['pass@1'] - 13 / 30) < 1e-9
