def builtins = new File(basedir, '.luffy/builtin').listFiles().first()

assert new File(builtins, 'aime-train-easy-hard-8-problems.jsonl').readLines().size() == 8
assert new File(builtins, 'aime-train-easy-hard-8-traces.jsonl').readLines().size() == 8
assert new File(builtins, 'aime-test-all-6-problems.jsonl').readLines().count { it.contains('"level":"hard"') } == 2
assert new File(builtins, 'aime-base/model.safetensors').isFile()
assert new File(basedir, 'first.log').text.contains('step 2/2  reward ')
assert new File(basedir, 'second.log').text.contains('mixed, seed 1 is up to date: fingerprint ')
