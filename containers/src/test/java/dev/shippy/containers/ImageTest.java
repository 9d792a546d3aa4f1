package dev.shippy.containers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTest {

    @ParameterizedTest
    @EnumSource
    void isTheOneOfComposeAndPinned(Image image) throws IOException {
        String tag = image.tag();

        assertTrue(Files.readString(Image.PROJECT.resolve("compose.yaml")).contains("\n    image: " + tag + "\n"), tag);
        assertTrue(tag.matches("[a-z]+:[0-9]+[0-9a-z.-]*"), tag);
    }
}
