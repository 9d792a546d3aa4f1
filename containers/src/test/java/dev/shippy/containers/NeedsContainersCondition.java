package dev.shippy.containers;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks before anything of the class runs. */
final class NeedsContainersCondition implements ExecutionCondition {

    private static final Logger LOG = LoggerFactory.getLogger(NeedsContainersCondition.class);
    private static final Supply SUPPLY = new Supply(DockerEngine.find(), Supply.LIMIT);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("Its class runs");
        }
        Optional<String> missing =
                AnnotationSupport.findAnnotation(context.getElement(), NeedsContainers.class).stream()
                        .flatMap(needs -> Arrays.stream(needs.value()))
                        .flatMap(image -> SUPPLY.missing(image.tag()).stream())
                        .findFirst();
        missing.ifPresent(sentence -> LOG.warn("Skipped: {}. {}", context.getDisplayName(), sentence));
        return missing.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("The images are there"));
    }
}
