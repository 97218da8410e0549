def text = { new File(basedir, it + '.log').text }

assert text('baseline').contains('baseline src/luffy/baselines/model/sums.json written: commit it')
assert text('equal').contains('held: model: sums pass@1 is 1.000 (40/40), baseline 1.000 (40/40): no drop')
assert text('worse').contains('model: sums pass@1 is 0.000 (0/40), baseline 1.000 (40/40): drop 1.00 > allowed 0.05')
assert text('worse').contains('below the minimum 0.75')
def suite = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/luffy/check/TEST-luffy-check.xml'))
assert suite.@tests == '2' && suite.@failures == '2'
