package dev.luffy.maven;

import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.UserErrorException;
import java.util.function.Function;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** Keys of endpoints: the password of a server in settings.xml, decrypted by Maven, or an environment variable. */
@Named
@Singleton
class ApiKeys {

    private final SettingsDecrypter decrypter;

    @Inject
    ApiKeys(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /** The key of an endpoint in this build, or null for none; no message shows it. */
    Function<ModelUnderTest.Remote, String> of(MavenSession session) {
        return remote -> of(session, remote.server(), remote.apiKeyVariable());
    }

    /**
     * The key that a declaration names, or null if it names none; no message shows it.
     *
     * @param server id of a server in settings.xml, or null
     * @param variable name of an environment variable, or null
     */
    String of(MavenSession session, String server, String variable) {
        if (server != null) return password(session, server);
        return variable == null ? null : variable(session, variable);
    }

    private String password(MavenSession session, String id) {
        Server server = session.getSettings().getServer(id);
        String fix = ": add <server><id>" + id + "</id><password>the key</password></server> to its <servers>";
        if (server == null) throw new UserErrorException("<server> is " + id + ", but settings.xml has none" + fix);
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            // Maven's own words name what it tried to read, never a password; the text itself stays out all the same.
            throw new UserErrorException("<server> is " + id + ", but its password cannot be decrypted ("
                    + problem.getSeverity() + "): encrypt it again with mvn --encrypt-password");
        }
        String password = result.getServer().getPassword();
        if (password == null || password.isBlank()) {
            throw new UserErrorException(
                    "<server> is " + id + ", but that server in settings.xml has no password" + fix);
        }
        return password.trim();
    }

    private static String variable(MavenSession session, String name) {
        String value = session.getSystemProperties().getProperty("env." + name);
        if (value == null || value.isBlank()) {
            throw new UserErrorException("<apiKeyVariable> is " + name
                    + ", but the environment has no such variable: export it, or name a <server> of settings.xml");
        }
        return value.trim();
    }
}
