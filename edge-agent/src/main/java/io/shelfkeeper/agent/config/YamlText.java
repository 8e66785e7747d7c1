package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns a YAML text into places and values. Built on the library's events and not on its trees: we
 * need every place, no types but our own, no aliases, and a limit on depth before anything recurses
 * over it.
 */
final class YamlText {
  private static final int DEPTH_MAX = 20;

  /** Thrown to leave the walk once the text is known to be of no use. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Place place;
    private final String what;
    private final String instead;

    Unreadable(Place place, String what, String instead) {
      super(what, null, false, false);
      this.place = place;
      this.what = what;
      this.instead = instead;
    }
  }

  private final Problems problems;
  private final Iterator<Event> events;

  private YamlText(Problems problems, Iterator<Event> events) {
    this.problems = problems;
    this.events = events;
  }

  /** The only document in a text, or null after a problem was added. */
  static @Nullable Yaml read(String text, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setParseComments(false)
            // In one piece: the library's reader fails where a pair of surrogates is cut in two.
            .setBufferSize(text.length() + 16)
            .build();
    try {
      return new YamlText(problems, new Parse(settings).parseString(text).iterator()).document();
    } catch (Unreadable e) {
      problems.add(e.place, e.what, e.instead);
    } catch (MarkedYamlEngineException e) {
      problems.add(
          place(e.getProblemMark().or(e::getContextMark)),
          "this is no YAML: " + Words.line(e.getProblem()),
          "check the indentation, the quotes and the brackets here and in the line above");
    } catch (ReaderException e) {
      problems.add(
          placeOf(text, e.getPosition()),
          "the character U+%04X may not stand in YAML".formatted(e.getCodePoint()),
          "delete it; letters, digits and common signs are all that is needed");
    } catch (YamlEngineException e) {
      problems.add(
          Place.FILE,
          "this is no YAML: " + Words.line(String.valueOf(e.getMessage())),
          "start from the sample site file");
    }
    return null;
  }

  private @Nullable Yaml document() throws Unreadable {
    Yaml root = null;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (root != null && event instanceof DocumentStartEvent start && start.isExplicit()) {
            throw new Unreadable(
                place(event), "a second document starts here", "keep one shop in one file");
          }
        }
        default -> root = node(event, 1);
      }
    }
    if (root == null) {
      problems.add(Place.FILE, "the file is empty", "start from the sample site file");
    }
    return root;
  }

  private Yaml node(Event event, int depth) throws Unreadable {
    if (event instanceof AliasEvent) {
      throw new Unreadable(
          place(event), "a site file uses no aliases (*name)", "write the value out here");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw new Unreadable(place(event), "a site file uses no anchors (&name)", "delete the &name");
    }
    if (depth > DEPTH_MAX) {
      throw new Unreadable(
          place(event), "this is nested deeper than any site file", "check the brackets");
    }
    return switch (event.getEventId()) {
      case SequenceStart -> sequence(place(event), depth);
      case MappingStart -> mapping(place(event), depth);
      default -> scalar(event);
    };
  }

  private Yaml scalar(Event event) throws Unreadable {
    if (event instanceof ScalarEvent scalar) {
      if (scalar.getTag().isPresent()) {
        throw new Unreadable(
            place(event),
            "a site file uses no tags (" + scalar.getTag().get() + ")",
            "delete the tag; put a text that looks like a number in quotes");
      }
      return new Yaml.Scalar(place(event), scalar.getValue(), scalar.isPlain());
    }
    throw new Unreadable(place(event), "a value is missing here", "write one");
  }

  private Yaml sequence(Place place, int depth) throws Unreadable {
    List<Yaml> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Yaml.Sequence(place, items);
  }

  private Yaml mapping(Place place, int depth) throws Unreadable {
    List<Yaml.Entry> entries = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      Yaml key = node(next, depth + 1);
      Yaml value = node(events.next(), depth + 1);
      if (key instanceof Yaml.Scalar scalar) {
        entries.add(new Yaml.Entry(scalar, value));
      } else {
        problems.add(key.place(), "a key is " + key.kind(), "a word followed by a colon");
      }
    }
    return new Yaml.Mapping(place, entries);
  }

  private static Place place(Event event) {
    return place(event.getStartMark());
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(Place.FILE);
  }

  private static Place placeOf(String text, int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new Place(line, end - before.lastIndexOf('\n'));
  }
}
