assert new File(basedir, 'all.log').text.contains('luffy:train skipped: luffy.skip is set')
assert new File(basedir, 'goal.log').text.contains('luffy:train skipped: luffy.train.skip is set')
def help = new File(basedir, 'help.log').text
assert help.contains('luffy:train') && help.contains('luffy.workDirectory') && help.contains('<shapingGamma>0.3')
assert !new File(basedir, 'target/luffy').exists()
