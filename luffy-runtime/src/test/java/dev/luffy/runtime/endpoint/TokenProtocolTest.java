package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.endpoint.Protocol.MalformedException;
import dev.luffy.runtime.endpoint.Protocol.RefusedException;
import dev.luffy.runtime.endpoint.TokenAnswer.Reading;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers are sent for tokens, and what is believed of their answers. */
class TokenProtocolTest {

    private static final TokenAsk ASK = new TokenAsk("p", 7, 2, new int[] {3, 1}, 4, 0.7, 0.9, 5, 42, true, "v7");

    private final Generate generate = new Generate(endpoint(Endpoint.Api.GENERATE), new Letters());
    private final TokenCompletions completions =
            new TokenCompletions(endpoint(Endpoint.Api.TOKEN_COMPLETIONS), new Letters());

    private static Endpoint endpoint(Endpoint.Api api) {
        return new Endpoint(
                URI.create("http://localhost:30000"), api, "m", 1, Duration.ofSeconds(1), 0, Duration.ofMillis(1));
    }

    @Test
    void sglangIsAskedForIdsWithEveryParameterThatItWouldElseTakeFromADefault() throws Exception {
        assertThat(generate.address()).hasToString("http://localhost:30000/generate");
        JsonNode body = Stub.JSON.readTree(generate.question(ASK));
        assertThat(body).isEqualTo(Stub.JSON.readTree("""
                {"input_ids":[3,1],"sampling_params":{"max_new_tokens":4,"temperature":0.7,"top_p":0.9,"top_k":5,
                "min_p":0.0,"repetition_penalty":1.0,"sampling_seed":42,"skip_special_tokens":false,
                "stop_token_ids":[28,29],"logit_bias":{"0":-100.0,"30":-100.0}},"return_logprob":true,"stream":false}"""));
        TokenAsk all = new TokenAsk("p", 7, 2, new int[] {3}, 4, 1, 1, 0, 42, false, null);
        assertThat(Stub.JSON
                        .readTree(generate.question(all))
                        .path("sampling_params")
                        .path("top_k"))
                .isEqualTo(Stub.JSON.readTree("-1"));
    }

    @Test
    void openAisCompletionsAreAskedForIdsInEveryWayThatServersHave() throws Exception {
        assertThat(completions.address()).hasToString("http://localhost:30000/v1/completions");
        JsonNode body = Stub.JSON.readTree(completions.question(ASK));
        assertThat(body).isEqualTo(Stub.JSON.readTree("""
                {"model":"m","prompt":[3,1],"max_tokens":4,"temperature":0.7,"top_p":0.9,"top_k":5,"min_p":0.0,
                "repetition_penalty":1.0,"seed":42,"skip_special_tokens":false,"spaces_between_special_tokens":false,
                "return_token_ids":true,"return_tokens_as_token_ids":true,"logprobs":1,"stream":false,
                "stop_token_ids":[28,29],"logit_bias":{"0":-100.0,"30":-100.0}}"""));
    }

    @Test
    void sglangsAnswerIsTakenToken() throws Exception {
        TokenAnswer answer = sglang("""
                {"output_ids":[5,6,28],"meta_info":{"finish_reason":{"type":"stop","matched":28},"completion_tokens":3,
                "output_token_logprobs":[[-0.5,5,null],[-1,6,null],[-0.25,28,null]],"weight_version":"v7"}}""");
        assertThat(answer.ask()).isSameAs(ASK);
        assertThat(answer.tokens()).containsExactly(5, 6, 28);
        assertThat(answer.finished()).isTrue();
        assertThat(answer.logProbs()).containsExactly(-0.5f, -1f, -0.25f);
        assertThat(answer.reading()).isEqualTo(Reading.EXACT);
        assertThat(answer.versioned()).isTrue();
    }

    @Test
    void anEndAtTheLimitFinishesWhateverTheServerCallsIt() throws Exception {
        assertThat(sglang("{'output_ids':[5,6,7,29],'meta_info':{'finish_reason':{'type':'length','length':4}}}")
                        .finished())
                .isTrue();
        TokenAnswer cut = sglang("{'output_ids':[5,6,7,8],'meta_info':{'finish_reason':{'type':'length'}}}");
        assertThat(cut.finished()).isFalse();
        assertThat(cut.logProbs()).isNull();
        assertThat(cut.versioned()).isFalse();
    }

    @Test
    void anEndThatTheServerKeptToItselfIsAddedWhereItSaysWhich() throws Exception {
        TokenAnswer answer = sglang("{'output_ids':[5],'meta_info':{'finish_reason':{'type':'stop','matched':29},"
                + "'completion_tokens':2,'output_token_logprobs':[[-1,5,null]]}}");
        assertThat(answer.tokens()).containsExactly(5, 29);
        assertThat(answer.logProbs()).as("one is missing").isNull();
    }

    @Test
    void olderServersSayTheIdsBesideTheLogProbabilitiesOnly() throws Exception {
        assertThat(sglang("{'meta_info':{'finish_reason':{'type':'stop','matched':28},"
                                + "'output_token_logprobs':[[-1,5,null],[-2,28,null]]}}")
                        .tokens())
                .containsExactly(5, 28);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|stop|0|no token",
                "[5,6]|stop|2|the last token, 6, ends no response",
                "[5,28,6]|length|3|token 1 of 3 with id 28, which ends a response of the trained model, but others follow",
                "[5,6,7,8,9]|length|5|5 tokens, but 4 were allowed",
                "[5,0,28]|stop|3|token 1 with id 0, which is no token of the trained model or its padding",
                "[5,777,28]|stop|3|token 1 with id 777",
                "[5,28]|stop|7|7 completion_tokens, but 2 tokens",
                "[5,28]|abort|2|finish_reason 'abort'",
                "[5,28]||2|finish_reason ''",
                "[5,null]|stop|2|token 1 null",
                "[5,99999999999]|stop|2|token 1 99999999999",
                "\"no\"|stop|2|no output_ids",
            })
    void whatCannotBeTrueIsNoAnswer(String ids, String reason, int counted, String message) {
        String body = "{'output_ids':" + ids + ",'meta_info':{'finish_reason':{'type':'"
                + (reason == null ? "" : reason) + "'},'completion_tokens':" + counted + "}}";
        assertThatThrownBy(() -> sglang(body))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[-1,5,null],[-1,6,null]]|output_ids and output_token_logprobs that differ at token 1",
                "[[-1,5,null]]|1 log-probabilities, but 2 tokens",
            })
    void logProbabilitiesThatDoNotBelongToTheTokensAreNoAnswer(String scored, String message) {
        String body = "{'output_ids':[5,28],'meta_info':{'finish_reason':{'type':'stop'},'output_token_logprobs':"
                + scored + "}}";
        assertThatThrownBy(() -> sglang(body))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"null", "\"NaN\"", "-1e999"})
    void aLogProbabilityThatIsNoNumberMeansThatTheWeightsGiveNone(String value) {
        assertThatThrownBy(() -> sglang("{'output_ids':[5,28],'meta_info':{'finish_reason':{'type':'stop'},"
                        + "'output_token_logprobs':[[-1,5,null],[" + value + ",28,null]]}}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("as the log-probability of token 1: the weights have diverged");
    }

    @Test
    void aServerThatHasNoRoomForTheLimitIsRefused() {
        assertThatThrownBy(() -> sglang("{'output_ids':[5],'meta_info':{'finish_reason':{'type':'length'}}}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("stopped after 1 of 4 tokens. Start it with room for 6 tokens");
    }

    @Test
    void otherWeightsThanTheOrderedOnesAreRefused() {
        assertThatThrownBy(() -> sglang(
                        "{'output_ids':[28],'meta_info':{'finish_reason':{'type':'stop'}," + "'weight_version':'v6'}}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("weights 'v6', not from 'v7'");
        assertThatThrownBy(() -> openAi("{'choices':[{'token_ids':[28],'finish_reason':'stop'}],"
                        + "'metadata':{'weight_version':'default'}}"))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void idsAreTakenFromAFieldOfTheirOwnElseFromWhereTheyAreWritten() throws Exception {
        TokenAnswer own = openAi("""
                {"choices":[{"index":0,"text":"ef","finish_reason":"stop","stop_reason":null,"token_ids":[5,6,28],
                "logprobs":{"tokens":["token_id:5","token_id:6","token_id:28"],"token_logprobs":[-1,-2,-3]}}],
                "usage":{"completion_tokens":3},"metadata":{"weight_version":"v7"}}""");
        assertThat(own.tokens()).containsExactly(5, 6, 28);
        assertThat(own.logProbs()).containsExactly(-1f, -2f, -3f);
        assertThat(own.reading()).isEqualTo(Reading.EXACT);
        assertThat(own.versioned()).isTrue();
        TokenAnswer written = openAi("{'choices':[{'text':'ef','finish_reason':'length',"
                + "'logprobs':{'tokens':['token_id:5','token_id:6','token_id:7','token_id:7'],"
                + "'token_logprobs':[-1,-2,-3,-4]}}]}");
        assertThat(written.tokens()).containsExactly(5, 6, 7, 7);
        assertThat(written.reading()).isEqualTo(Reading.EXACT);
    }

    @Test
    void textAloneIsTokenizedAgain() throws Exception {
        TokenAnswer answer = openAi("{'choices':[{'text':'ef','finish_reason':'stop','matched_stop':29,"
                + "'logprobs':{'tokens':['e','f'],'token_logprobs':[-1,-2]}}],'usage':{'completion_tokens':3}}");
        assertThat(answer.tokens()).containsExactly(5, 6, 29);
        assertThat(answer.reading()).isEqualTo(Reading.RETOKENIZED);
        TokenAnswer whole = openAi("{'choices':[{'text':'ef','finish_reason':'stop',"
                + "'logprobs':{'tokens':['e','f','<end>'],'token_logprobs':[-1,-2,-3]}}]}");
        assertThat(whole.tokens()).containsExactly(5, 6, 28);
        assertThat(whole.logProbs()).containsExactly(-1f, -2f, -3f);
        TokenAnswer cut =
                openAi("{'choices':[{'text':'efgh','finish_reason':'length'}],'usage':{'completion_tokens':4}}");
        assertThat(cut.finished()).isFalse();
        assertThat(cut.reading()).isEqualTo(Reading.RETOKENIZED);
    }

    @Test
    void textWhoseTokensAreOthersThanWereSampledIsSaidToHaveDrifted() throws Exception {
        // Sampled were a and b; the tokenizer makes them one token.
        TokenAnswer counted =
                openAi("{'choices':[{'text':'abcd','finish_reason':'length'}],'usage':{'completion_tokens':4}}");
        assertThat(counted.tokens()).containsExactly(27, 3, 4);
        assertThat(counted.reading()).isEqualTo(Reading.DRIFTED);
        // As many, but others.
        TokenAnswer named = openAi("{'choices':[{'text':'cabd','finish_reason':'length',"
                + "'logprobs':{'tokens':['ca','b','d'],'token_logprobs':[-1,-2,-3]}}]}");
        assertThat(named.tokens()).containsExactly(3, 27, 4);
        assertThat(named.reading()).isEqualTo(Reading.DRIFTED);
        assertThat(named.logProbs()).as("of other tokens").isNull();
        // More than fit.
        TokenAnswer longer =
                openAi("{'choices':[{'text':'cdef','finish_reason':'stop'}],'usage':{'completion_tokens':4}}");
        assertThat(longer.tokens()).containsExactly(3, 4, 5, 6);
        assertThat(longer.finished()).isFalse();
        assertThat(longer.reading()).isEqualTo(Reading.DRIFTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'choices':[]}|no choices",
                "{}|no choices",
                "{'choices':[{'finish_reason':'stop'}]}|neither choices[0].token_ids nor choices[0].text",
                "{'choices':[{'text':'e','finish_reason':'stop'}]}|neither ids of tokens nor how many there are",
            })
    void completionsWithoutTokensAreNoAnswer(String body, String message) {
        assertThatThrownBy(() -> openAi(body))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    private TokenAnswer sglang(String body) throws MalformedException, RefusedException {
        return generate.answer(ASK, bytes(body));
    }

    private TokenAnswer openAi(String body) throws MalformedException, RefusedException {
        return completions.answer(ASK, bytes(body));
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
