package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What one worker process does, from its start to its end: the content of the file that the plugin hands to it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "job")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Request.class, name = "train"),
    @JsonSubTypes.Type(value = EvaluationRequest.class, name = "evaluate")
})
public sealed interface Job permits Request, EvaluationRequest {

    /** Folder of {@code events.ndjson} and logs, absolute. */
    String output();
}
