def text = { new File(basedir, it + '.log').text }
def failure = { text(it).contains('Failed to execute goal') && text(it).contains('limits failed') }

assert failure('metrics')
assert text('metrics').contains('<check evaluation=base benchmark=aime24> has nothing to check: there is no src/luffy/nothing/base/metrics.json. Run luffy:eval before luffy:check')
assert failure('baseline')
assert text('baseline').contains('<check evaluation=base benchmark=aime24> has no baseline: there is no src/luffy/none/base/aime24.json. Make it with mvn luffy:check@default -Dluffy.updateBaseline and commit it')
assert failure('incomparable')
assert text('incomparable').contains('cannot be compared with its baseline: policy was math 1 and is math 2')
assert text('incomparable').contains('baseline: src/luffy/baselines/base/aime24.json')
assert failure('edited')
assert text('edited').contains('src/luffy/edited-baselines/base/aime24.json does not match the sha256 that stands in it: it was edited by hand or damaged. Restore it from version control, or delete it and run mvn luffy:check@default -Dluffy.updateBaseline')
assert text('limit').contains('<check evaluation=base benchmark=aime24><maximumDrop> is 15, but must be a number from 0 to 1 or a percentage, such as 0.78 or 78%')
