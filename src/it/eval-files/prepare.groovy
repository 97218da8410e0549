import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

// A repository with one artifact, as a team's repository manager would serve it.
def folder = new File(basedir, 'repository/org/example/problems/1.0')
folder.mkdirs()
new File(folder, 'problems-1.0.pom').text = '''<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>problems</artifactId>
  <version>1.0</version>
  <packaging>pom</packaging>
</project>
'''
new ZipOutputStream(new FileOutputStream(new File(folder, 'problems-1.0.zip'))).withCloseable { zip ->
    for (name in ['../packed.jsonl', 'data/packed.jsonl']) {
        zip.putNextEntry(new ZipEntry(name))
        zip.write(new File(basedir, 'src/luffy/packed.jsonl').bytes)
        zip.closeEntry()
    }
}
