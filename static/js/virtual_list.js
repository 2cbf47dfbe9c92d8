/**
 * A list with only the items near the viewport in the document. Items have any height and may change it; what is
 * being read stays where it is, because the first visible item is kept in place whenever heights above it change.
 */

const MAX_PASSES = 8;

/**
 * @typedef {object} Item one mounted item
 * @property {HTMLElement} element
 * @property {() => void} update brings the element up to date
 * @property {() => void} [dispose] called when the element leaves the document
 */

export class VirtualList {
  #container;
  #scroller;
  #root;
  #create;
  #estimate;
  #overscan;
  #keys = [];
  #position = new Map();
  #heights = new Float64Array(64);
  #offsets = new Float64Array(65);
  #clean = 0;
  #measured = new Map();
  #mounted = new Map();
  #anchor = null;
  #frame = 0;
  #resizes;
  #stop = new AbortController();

  /**
   * @param {object} options
   * @param {HTMLElement} options.container positioned; its children are absolute
   * @param {HTMLElement} [options.scroller] the element that scrolls; the page itself if left out
   * @param {(key: number) => Item} options.create
   * @param {(key: number) => number} options.estimate height in px of an item that has not been shown yet
   * @param {number} [options.overscan] px kept mounted before and after the viewport
   */
  constructor({ container, scroller, create, estimate, overscan = 600 }) {
    this.#container = container;
    this.#root = !scroller;
    this.#scroller = scroller ?? document.documentElement;
    this.#create = create;
    this.#estimate = estimate;
    this.#overscan = overscan;
    const { signal } = this.#stop;
    (scroller ?? document).addEventListener("scroll", () => this.#onScroll(), { passive: true, signal });
    addEventListener("resize", () => this.#onWidth(), { signal });
    this.#resizes = new ResizeObserver((entries) => this.#onResize(entries));
  }

  /** How many items are in the document. */
  get mounted() {
    return this.#mounted.size;
  }

  /**
   * Replaces the items. Measured heights are kept by key; keys must be unique.
   * @param {number[]} keys
   */
  setKeys(keys) {
    const shared = Math.min(this.#keys.length, keys.length);
    let same = 0;
    while (same < shared && this.#keys[same] === keys[same]) same++;
    for (let i = same; i < this.#keys.length; i++) this.#position.delete(this.#keys[i]);
    this.#grow(keys.length);
    for (let i = same; i < keys.length; i++) {
      this.#position.set(keys[i], i);
      this.#heights[i] = this.#measured.get(keys[i]) ?? this.#estimate(keys[i]);
    }
    this.#keys = keys;
    this.#clean = Math.min(this.#clean, same);
    this.schedule();
  }

  /** Brings mounted items up to date. @param {Iterable<number>} keys */
  refresh(keys) {
    for (const key of keys) this.#mounted.get(key)?.item.update();
  }

  refreshAll() {
    for (const { item } of this.#mounted.values()) item.update();
  }

  /** Schedules a layout for the next frame. */
  schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#layout();
    });
  }

  /** Forgets all heights, for when the width has changed. */
  remeasure() {
    this.#measured.clear();
    for (let i = 0; i < this.#keys.length; i++) this.#heights[i] = this.#estimate(this.#keys[i]);
    for (const [key, { item }] of this.#mounted) this.#measure(key, item.element.offsetHeight);
    this.#clean = 0;
    this.schedule();
  }

  /**
   * Brings an item to the top of the viewport.
   * @param {number} key
   * @param {number} inset px covered at the top of the viewport
   * @returns {HTMLElement | null} its element
   */
  scrollTo(key, inset = 0) {
    const position = this.#position.get(key);
    if (position === undefined) return null;
    this.#anchor = { key, delta: -inset };
    this.#layout();
    // Items mounted by the first layout now have their real heights: lay out once more.
    this.#anchor = { key, delta: -inset };
    this.#layout();
    return this.#mounted.get(key)?.item.element ?? null;
  }

  /** Scrolls to the last item. */
  scrollToEnd() {
    this.#layout();
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#anchor = null;
    this.#layout();
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** Whether the end of the list is in view. */
  get atEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < 24;
  }

  /** Key of the first item in view, `inset` px below the top; null if the list is empty. */
  firstVisible(inset = 0) {
    const position = this.#indexAt(this.#viewTop() + inset);
    return this.#keys[position] ?? null;
  }

  dispose() {
    this.#stop.abort();
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    for (const { item } of this.#mounted.values()) item.dispose?.();
  }

  #onScroll() {
    this.#anchor = null;
    this.schedule();
  }

  #onWidth() {
    this.#anchor ??= this.#currentAnchor();
    this.remeasure();
  }

  #onResize(entries) {
    let changed = false;
    this.#anchor ??= this.#currentAnchor();
    for (const { target } of entries) {
      const key = Number(target.dataset.key);
      if (target.isConnected && this.#mounted.has(key)) {
        changed = this.#measure(key, target.offsetHeight) || changed;
      }
    }
    if (!changed) return;
    this.#restoreAnchor();
    this.#place();
    this.schedule();
  }

  #layout() {
    if (this.#container.offsetParent === null && this.#container.getClientRects().length === 0) return;
    this.#restoreAnchor();
    // Mounted items may turn out taller or shorter than estimated, which brings other items into range.
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      this.#anchor ??= this.#currentAnchor();
      const changed = this.#mount();
      this.#restoreAnchor();
      if (!changed) break;
    }
    this.#place();
    this.#anchor = this.#currentAnchor();
  }

  /** Puts the items in range into the document, in order, and measures the new ones; true if heights changed. */
  #mount() {
    const top = this.#viewTop();
    const first = this.#indexAt(top - this.#overscan);
    const last = this.#indexAt(top + this.#scroller.clientHeight + this.#overscan);
    const wanted = new Map();
    for (let i = first; i <= last && i < this.#keys.length; i++) wanted.set(this.#keys[i], i);
    const focused = document.activeElement?.closest?.("[data-key]");
    for (const [key, { item }] of this.#mounted) {
      if (wanted.has(key)) continue;
      // An item that has the focus stays, or the keyboard user would lose their place.
      if (item.element === focused && this.#position.has(key)) {
        wanted.set(key, this.#position.get(key));
        continue;
      }
      this.#resizes.unobserve(item.element);
      item.element.remove();
      item.dispose?.();
      this.#mounted.delete(key);
    }
    const fresh = [];
    let next = this.#container.firstElementChild;
    for (const [key, position] of [...wanted].sort((a, b) => a[1] - b[1])) {
      let entry = this.#mounted.get(key);
      if (!entry) {
        entry = { item: this.#create(key) };
        entry.item.element.dataset.key = String(key);
        this.#mounted.set(key, entry);
        fresh.push([key, entry.item.element]);
      }
      const { element } = entry.item;
      element.setAttribute("aria-setsize", String(this.#keys.length));
      element.setAttribute("aria-posinset", String(position + 1));
      if (element === next) next = next.nextElementSibling;
      else this.#container.insertBefore(element, next);
    }
    let changed = false;
    for (const [key, element] of fresh) {
      changed = this.#measure(key, element.offsetHeight) || changed;
      this.#resizes.observe(element);
    }
    return changed;
  }

  #place() {
    const total = this.#offset(this.#keys.length);
    this.#container.style.height = `${total}px`;
    for (const [key, { item }] of this.#mounted) {
      const position = this.#position.get(key);
      if (position !== undefined) item.element.style.top = `${this.#offset(position)}px`;
    }
  }

  #currentAnchor() {
    const top = this.#viewTop();
    // Above the list, nothing has to be kept in place.
    if (top <= 0 || this.#keys.length === 0) return null;
    const position = this.#indexAt(top);
    return { key: this.#keys[position], delta: top - this.#offset(position) };
  }

  #restoreAnchor() {
    const position = this.#anchor && this.#position.get(this.#anchor.key);
    if (position === null || position === undefined) return;
    const shift = this.#offset(position) + this.#anchor.delta - this.#viewTop();
    if (Math.abs(shift) < 1) return;
    this.#container.style.height = `${this.#offset(this.#keys.length)}px`;
    this.#scroller.scrollTop += shift;
  }

  #viewTop() {
    const top = this.#root ? 0 : this.#scroller.getBoundingClientRect().top;
    return top - this.#container.getBoundingClientRect().top;
  }

  #measure(key, height) {
    const position = this.#position.get(key);
    if (position === undefined || height === 0) return false;
    this.#measured.set(key, height);
    if (this.#heights[position] === height) return false;
    this.#heights[position] = height;
    this.#clean = Math.min(this.#clean, position);
    return true;
  }

  #grow(length) {
    if (length <= this.#heights.length) return;
    const heights = new Float64Array(length * 2);
    const offsets = new Float64Array(length * 2 + 1);
    heights.set(this.#heights);
    offsets.set(this.#offsets);
    this.#heights = heights;
    this.#offsets = offsets;
  }

  /** Distance of an item from the top of the list; sums are kept up to the first changed height. */
  #offset(position) {
    for (; this.#clean < position; this.#clean++) {
      this.#offsets[this.#clean + 1] = this.#offsets[this.#clean] + this.#heights[this.#clean];
    }
    return this.#offsets[position];
  }

  #indexAt(y) {
    this.#offset(this.#keys.length);
    let low = 0;
    let high = Math.max(0, this.#keys.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#offsets[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
