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
assert log('device').contains('<experiment id=x><budget><device> is gpu, but must be auto, cpu, or cuda:0 and the like')
assert log('absent').contains('<experiment id=x>: <budget><device> is cuda:99, but libtorch ')
assert log('libtorch').contains('<libtorch> is ' + new File(basedir, 'src').path + ', but there is no ')
