assert new File(basedir, 'inside.log').text.contains('learningrate')
def top = new File(basedir, 'top.log').text
assert top.contains('<configuration><experimnets> is not known to luffy-maven-plugin: use one of')
assert top.contains('experiments')
def undefined = new File(basedir, 'undefined.log').text
assert undefined.contains('<experiment id=x><schedule><steps> is ${nope.steps}, but no property nope.steps is defined')
assert !new File(basedir, 'target/luffy').exists()
