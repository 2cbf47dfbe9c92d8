/**
 * The layout of every page under `/docs`, in the style of the main page: header, navigation, content. It is rendered
 * on the server; its only script remembers the choice of light or dark.
 */
import { html, raw } from "hono/html";

/** Markup that is safe to send: everything inserted into it was escaped. */
export type Html = ReturnType<typeof html>;

/** An entry of the navigation. */
export interface DocLink {
  readonly href: string;
  readonly title: string;
}

/** A heading that the page's navigation lists. */
export interface DocHeading {
  readonly id: string;
  readonly title: string;
}

export interface DocPage {
  readonly title: string;
  /** URL of the page itself, which the navigation highlights. */
  readonly href: string;
  /** The navigation; the page has none if this is empty. */
  readonly links: readonly DocLink[];
  readonly headings: readonly DocHeading[];
  readonly content: Html;
}

/** The whole page as text. */
export async function renderPage({ title, href, links, headings, content }: DocPage): Promise<string> {
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${title} · rxnstream</title>
        <link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/static/css/base.css">
        <link rel="stylesheet" href="/static/css/controls.css">
        <link rel="stylesheet" href="/static/css/docs.css">
        <script type="module" src="/static/js/docs.js"></script>
      </head>
      <body>
        ${raw(SPRITE)}
        <a class="skip-link" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/" aria-label="rxnstream, start page">
            <img src="/static/favicon.svg" alt="" width="26" height="26"><span>rxnstream</span>
          </a>
          <nav class="top-actions" aria-label="Site">
            <a class="button quiet" href="/docs">Docs</a>
            <a class="button quiet" href="/docs/api">API</a>
            <button class="icon-button" id="theme" type="button" hidden><svg><use href="#i-auto" /></svg></button>
          </nav>
        </header>
        ${links.length === 0 ? html`<main id="main" class="doc plain" tabindex="-1">${content}</main>` : html`
          <div class="docs">
            <nav class="docs-nav" aria-label="Documents">
              <ul>${links.map((link) => navigationItem(link, href, headings))}</ul>
            </nav>
            <main id="main" class="doc" tabindex="-1">${content}</main>
          </div>
        `}
      </body>
    </html>
  `;
  return String(await page);
}

function navigationItem(link: DocLink, href: string, headings: readonly DocHeading[]): Html {
  if (link.href !== href) return html`<li><a href="${link.href}">${link.title}</a></li>`;
  return html`<li><a href="${link.href}" aria-current="page">${link.title}</a>${
    headings.length === 0
      ? ""
      : html`<ul class="docs-headings">${
        headings.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)
      }</ul>`
  }</li>`;
}

/** The icons of the light/dark button, as on the main page. */
const SPRITE = `<svg class="sprite" aria-hidden="true" focusable="false">
      <symbol id="i-moon" viewBox="0 0 16 16"><path d="M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z" /></symbol>
      <symbol id="i-sun" viewBox="0 0 16 16"><path
        d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M3 13l1.1-1.1M11.9 4.1L13 3" /></symbol>
      <symbol id="i-auto" viewBox="0 0 16 16"><path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z" /><path class="filled"
        d="M8 2a6 6 0 0 1 0 12z" /></symbol>
    </svg>`;
