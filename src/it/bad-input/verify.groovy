def log = { new File(basedir, it + '.log').text.readLines().find { it.startsWith('[ERROR] Failed to execute goal') } }

assert log('gamma').contains('<experiment id=x><method><shapingGamma> is -0.1, but must be greater than 0 -> ')
assert log('weights').contains('holds neither model.safetensors nor model.safetensors.index.json')
assert log('malformed').contains('malformed.jsonl:2')
assert log('missing').contains('none.jsonl, but there is no such file')
assert log('traces').contains('few-traces.jsonl, but it has no trace of problem')
assert log('selection').contains('luffy.experiments names y, but the declared experiments are [x]')
assert log('resume').contains('luffy.resume is required, but')
assert log('prompt').contains('<experiment id=x>')
assert log('output').contains('luffy.outputDirectory is ' + new File(basedir, 'pom.xml/x').path + ', but ')
