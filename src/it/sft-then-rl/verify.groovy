def first = new File(basedir, 'first.log').text
def at = ['sft, seed 1', 'sft, seed 2', 'rl, seed 1', 'rl, seed 2'].collect { first.indexOf("training $it ") }
assert at.every { it >= 0 } && at == at.toSorted() // one stage after the other
assert first.contains('step 4/4') // two epochs of two whole steps over nine problems

def second = new File(basedir, 'second.log').text
assert second.count(' is up to date: fingerprint ') == 4

// Another first stage makes the second another run, although nothing else of that has changed.
def third = new File(basedir, 'third.log').text
def fingerprint = { log, run -> (log =~ /training $run \(fingerprint (\w+)/)[0][1] }
['sft, seed 1', 'sft, seed 2', 'rl, seed 1', 'rl, seed 2'].each {
    assert fingerprint(first, it) != fingerprint(third, it)
}
assert !third.contains('is up to date')
