def fails = new File(basedir, 'fails.log').text
assert fails.contains('Caused by: org.apache.maven.plugin.MojoFailureException: 1 of 1 limits failed')
assert fails.contains('base: aime24 pass@1 is 0.433 (13/30), baseline 0.800 (24/30): drop 0.367 > allowed 0.010 at 95 % confidence')
assert fails.contains('12 newly wrong, 1 newly right)')
assert fails.contains('full list: target/luffy/check/base-aime24-diff.md')
assert fails.contains('If intended: run mvn luffy:check@default -Dluffy.updateBaseline -Dluffy.justification="why" and commit src/luffy/baselines')

def warns = new File(basedir, 'warns.log').text
assert warns.contains('[WARNING] failed: base: aime24 pass@1 is 0.433 (13/30)')
assert warns.contains('BUILD SUCCESS')

def check = new File(basedir, 'target/luffy/check')
def suite = new groovy.xml.XmlSlurper().parse(new File(check, 'TEST-luffy-check.xml'))
assert suite.@tests == '1' && suite.@failures == '1'
assert suite.testcase.@classname == 'base.aime24' && suite.testcase.@name == 'pass@1 maximumDrop 0.010'
assert suite.testcase.failure.@message.text().startsWith('base: aime24 pass@1 is 0.433 (13/30)')
def diff = new File(check, 'base-aime24-diff.md').text
assert diff.contains('### newly wrong: 12') && diff.contains('### newly right: 1')
assert diff.readLines().count { it.startsWith('- 2024-') } == 13
assert new File(check, 'report.md').text.contains('**1 of 1 failed.**')
