assert new File(basedir, 'skip.log').text.contains('luffy:check skipped: luffy.check.skip is set')
def log = new File(basedir, 'passes.log').text
assert log.contains('held: base: aime24 pass@1 is 0.80 (24/30), not below the minimum 0.50')
assert log.contains('held: base: aime24 pass@1 is 0.800 (24/30), baseline 0.800 (24/30): no drop')
assert log.contains('held: base: aime24 pass@1 has 0 of 30 problems newly wrong, not more than the allowed 0')

def check = new File(basedir, 'target/luffy/check')
assert new File(check, 'report.md').text.contains('All 3 held.')
def suite = new groovy.xml.XmlSlurper().parse(new File(check, 'TEST-luffy-check.xml'))
assert suite.@tests == '3' && suite.@failures == '0'
assert suite.testcase*.@name*.text() == ['pass@1 minimum 0.50', 'pass@1 maximumDrop 0.01', 'pass@1 maximumNewFailures 0']
