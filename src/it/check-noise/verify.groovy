def log = new File(basedir, 'build.log').text
assert log.contains('held: base: aime24 pass@1 is 0.767 (23/30), baseline 0.800 (24/30): drop 0.034 > allowed 0.010, but within chance at 95 % confidence')
assert log =~ /that so many problems show with a power of 80 %: 0\.[1-9]/
assert log.contains('BUILD SUCCESS')
