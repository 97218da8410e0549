def pom = new File(basedir, 'pom.log').text
def commandLine = new File(basedir, 'command-line.log').text

assert pom.contains('plan of luffy, seed 5') && pom.contains('plan of sft, seed 5')
assert pom.contains('"gamma" : 0.3') && pom.contains('"source" : "REFERENCE_CODE"')
assert pom.contains('16 problems, 16 traces, 16 validation problems')
assert pom.contains('32 rows and at most 640 tokens in each of 7 steps')
assert pom.contains('memory      about ')
assert pom.contains('dry run: nothing was trained')
assert commandLine.contains('in each of 9 steps') && !commandLine.contains('plan of sft')

def fingerprint = { (it =~ /fingerprint ([0-9a-f]{64})/)[0][1] }
assert fingerprint(pom) != fingerprint(commandLine)
assert !new File(basedir, 'target/luffy').exists()
