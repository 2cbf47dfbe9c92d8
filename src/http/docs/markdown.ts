/** Renders the Markdown of `static/docs` as HTML, with anchors on its headings. */
import GithubSlugger from "github-slugger";
import { Marked } from "marked";
import type { DocHeading } from "./doc_page.ts";

/** A document as HTML. */
export interface RenderedDocument {
  /** Its first heading. */
  readonly title: string;
  /** The plain text of its first paragraph. */
  readonly summary: string;
  /** Its second-level headings. */
  readonly headings: readonly DocHeading[];
  readonly html: string;
}

/**
 * Renders one of our own documents; HTML in it is passed through unchanged. Anchors match those of GitHub, and links
 * between documents (`events.md#cursor`) become links between pages.
 */
export function renderMarkdown(text: string): RenderedDocument {
  const slugger = new GithubSlugger();
  const headings: DocHeading[] = [];
  let title = "";
  let summary = "";
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const content = this.parser.parseInline(tokens);
        const plain = plainText(content);
        const id = slugger.slug(plain);
        if (depth === 1) title ||= plain;
        if (depth === 2) headings.push({ id, title: plain });
        return depth === 1
          ? `<h1 id="${id}">${content}</h1>\n`
          : `<h${depth} id="${id}"><a class="anchor" href="#${id}">${content}</a></h${depth}>\n`;
      },
      paragraph({ tokens }) {
        const content = this.parser.parseInline(tokens);
        summary ||= plainText(content);
        return `<p>${content}</p>\n`;
      },
      // Wide tables and long code lines must not make the page wider than its window.
      code({ text, lang }) {
        return `<pre tabindex="0"><code${lang ? ` class="language-${lang}"` : ""}>${
          escaped(text)
        }</code></pre>\n`;
      },
      table({ header, rows }) {
        const cells = (row: typeof header, tag: string) =>
          row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("");
        const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>\n`).join("");
        return `<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n<thead><tr>${
          cells(header, "th")
        }</tr></thead>\n<tbody>\n${body}</tbody></table></div>\n`;
      },
    },
    walkTokens(token) {
      if (token.type === "link") token["href"] = pageAddress(String(token["href"]));
    },
  });
  const html = marked.parse(text, { async: false });
  return { title, summary, headings, html };
}

/** `events.md#cursor` becomes `/docs/events#cursor`. */
function pageAddress(href: string): string {
  return href.replace(/^([a-z_]+)\.md(?=#|$)/, "/docs/$1");
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const short = new Marked();

/** A description as HTML, one or more paragraphs without headings or tables. */
export function renderText(text: string): string {
  return short.parse(text, { async: false });
}

/** A one-line description as HTML, without a paragraph around it. */
export function renderLine(text: string): string {
  return short.parseInline(text, { async: false });
}
