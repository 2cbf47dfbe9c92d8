import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderMarkdown } from "../../../src/http/docs/markdown.ts";

Deno.test("Headings get the anchors that GitHub gives them, and equal ones get different anchors", () => {
  const { title, headings, html } = renderMarkdown(
    "# The `cursor`\n\n## Where a stream begins: the cursor\n\n## Notes\n\n### Deeper\n\n## Notes\n",
  );
  assertEquals(title, "The cursor");
  assertEquals(headings, [
    { id: "where-a-stream-begins-the-cursor", title: "Where a stream begins: the cursor" },
    { id: "notes", title: "Notes" },
    { id: "notes-1", title: "Notes" },
  ]);
  assertStringIncludes(html, '<h2 id="notes-1"><a class="anchor" href="#notes-1">Notes</a></h2>');
});

Deno.test("Links between documents lead to their pages, and all other links stay as they are", () => {
  const { html } = renderMarkdown(
    "[a](events.md#cursor) [b](http.md) [c](/docs/api) [d](https://example.org/x.md) [e](#here)",
  );
  assertEquals([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href), [
    "/docs/events#cursor",
    "/docs/http",
    "/docs/api",
    "https://example.org/x.md",
    "#here",
  ]);
});

Deno.test("Code is text, whatever it looks like", () => {
  const { html } = renderMarkdown('Say `<b>`:\n\n```html\n<script>alert("&amp;")</script>\n```\n');
  assertStringIncludes(html, "<code>&lt;b&gt;</code>");
  assertStringIncludes(html, '&lt;script&gt;alert("&amp;amp;")&lt;/script&gt;');
});

Deno.test("A table scrolls in a box of its own, which the keyboard reaches", () => {
  const { html } = renderMarkdown("| a | b |\n| - | - |\n| 1 | `x \\| y` |\n");
  assertStringIncludes(html, '<div class="table" role="group" aria-label="Table" tabindex="0"><table>');
  assertStringIncludes(html, "<td><code>x | y</code></td>");
});
