def log = { new File(basedir, it + '.log').text.readLines().find { it.startsWith('[ERROR] Failed to execute goal') } }
def data = { new File(basedir, 'src/luffy/' + it).path }

assert log('policy').contains('<benchmark id=own><policy><preset> is maths, but must be one of math, ')
assert log('malformed').contains('<benchmark id=own>: ' + data('malformed.jsonl') + ':2: ')
assert log('property').contains('<evaluation id=base><maximumTokens> is ${nothing}, but no property nothing is defined')
assert log('output').contains('luffy.workDirectory is ' + new File(basedir, 'pom.xml/x').path + ', but ')

// Nobody was asked anything.
assert !new File(basedir, '.luffy/eval').exists()
