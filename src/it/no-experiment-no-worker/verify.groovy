assert new File(basedir, 'build.log').text.contains('luffy:train skipped: no <experiment> is declared')
assert !new File(basedir, 'target/luffy').exists()
assert !new File(basedir, '.luffy').exists()
