def log = { new File(basedir, it + '.log').text.readLines().find { it.startsWith('[ERROR] Failed to execute goal') } }
def data = { new File(basedir, 'src/luffy/' + it).path }

assert log('metric').contains('<benchmark id=own><metrics> is accuracy, but there is no such metric: use pass@k, ')
assert log('samples').contains('<benchmark id=own><metrics> is pass@8, which needs 8 responses a problem, but ')
assert log('samples').contains('raise <samples> to 8')
assert log('policy').contains('<benchmark id=own><policy><preset> is maths, but must be one of math, ')
assert log('layout').contains('<benchmark id=own><layout> is excel, but ')
assert log('benchmark').contains('<evaluation id=base><on> names other, but the benchmarks are [own, aime-easy, ')
assert log('malformed').contains('<benchmark id=own>: ' + data('malformed.jsonl') + ':2: ')
assert log('twice').contains(data('twice.jsonl') + ':2: the id "a" is already that of line 1')
assert log('gold').contains(data('gold.jsonl') + ': no gold answer equals itself under the policy math')
assert log('latin1').contains(data('latin1.jsonl') + ':1: the line is not UTF-8')
assert log('empty').contains(data('empty.jsonl') + ': there is no problem')
assert log('property').contains('<evaluation id=base><maximumTokens> is ${nothing}, but no property nothing is defined')
assert log('rescore').contains('luffy.rescore is set, but there are no responses of base on own in ')
assert log('selection').contains('luffy.evaluations names other, but the declared evaluations are [base]')
assert log('output').contains('luffy.workDirectory is ' + new File(basedir, 'pom.xml/x').path + ', but ')

// Nobody was asked anything.
assert !new File(basedir, '.luffy/eval').exists()
