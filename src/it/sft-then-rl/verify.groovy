def first = new File(basedir, 'first.log').text
def at = ['sft, seed 1', 'sft, seed 2', 'rl, seed 1', 'rl, seed 2'].collect { first.indexOf("training $it ") }
assert at.every { it >= 0 } && at == at.toSorted() // one stage after the other
assert first.contains('step 4/4') // two epochs of two whole steps over nine problems

def second = new File(basedir, 'second.log').text
assert second.count(' is up to date: fingerprint ') == 4

// Another first stage makes another second one, although nothing else of that has changed.
def third = new File(basedir, 'third.log').text
assert third.contains('training sft, seed 1 ') && third.contains('training rl, seed 2 ')
assert !third.contains('is up to date')
