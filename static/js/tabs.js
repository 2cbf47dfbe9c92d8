/** Tabs that follow the ARIA practices: one is in the tab order, and the arrow keys move between them. */

/**
 * Makes a tab list work. It does not hide panels that are next to the tabs on wide screens (`always`).
 * @param {HTMLElement} tablist
 * @param {object} options
 * @param {(id: string) => HTMLElement | null} options.panel finds a panel by its id
 * @param {Set<string>} options.always ids of panels whose visibility the style sheet decides
 * @param {(name: string) => void} options.changed called with the name after `tab-`
 * @returns {(name: string) => void} selects a tab by that name
 */
export function setUpTabs(tablist, { panel, always, changed }) {
  const tabs = [...tablist.querySelectorAll('[role="tab"]')];
  const select = (chosen) => {
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const id = tab.getAttribute("aria-controls");
      if (!always.has(id)) panel(id).hidden = !selected;
    }
    changed(chosen.id.slice("tab-".length));
  };
  tablist.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) select(tab);
  });
  tablist.addEventListener("keydown", (event) => {
    const shown = tabs.filter((tab) => tab.getClientRects().length > 0);
    const at = shown.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = shown[(to + shown.length) % shown.length];
    select(tab);
    tab.focus();
  });
  return (name) => select(tabs.find((tab) => tab.id === `tab-${name}`));
}
