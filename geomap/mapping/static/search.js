// @ts-check
// Words of the search box in titles, places, labels, countries, actors, sources and evidence.
(function (geomap) {
  "use strict";

  /** Small letters without marks, so that "Sirnak" finds "Şırnak". @param {string} text */
  geomap.fold = (text) =>
    /^[\x20-\x7e]*$/.test(text)
      ? text.toLowerCase()
      : text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ı/g, "i").toLowerCase();

  const LETTER = /[\p{L}\p{N}]/u;
  // Scripts written without spaces have no beginnings of words to go by.
  const UNSPACED =
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  /**
   * What is sought: words, each the beginning of a word or, in quotation marks, whole words side by side.
   * @param {string} text @returns {Array<{text: string, whole: boolean}>}
   */
  function wanted(text) {
    const found = [];
    for (const [, phrase, word] of geomap.fold(text).matchAll(/["“”„]([^"“”„]+)["“”„]?|([^\s"“”„]+)/g)) {
      const said = (phrase || word).trim();
      if (said) found.push({ text: said, whole: !!phrase });
    }
    return found;
  }

  /** Whether a folded text has what is sought. @param {string} text @param {{text: string, whole: boolean}} sought */
  function holds(text, sought) {
    const word = sought.text,
      loose = UNSPACED.test(word) || !LETTER.test(word[0]);
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const before = loose || at === 0 || !LETTER.test(text[at - 1]);
      const after = !sought.whole || at + word.length === text.length || !LETTER.test(text[at + word.length]);
      if (before && after) return true;
    }
    return false;
  }

  class Search {
    /** @param {Store} store */
    constructor(store) {
      this.store = store;
      /** @type {string[]} The numbered strings, folded, with the names of countries beside their codes. */
      this.folded = [];
      /** @type {string[]} What each event's actors and evidence say, folded. */
      this.said = [];
    }

    /** Which events have all that is sought; null when nothing is. @param {string} text @returns {Uint8Array | null} */
    find(text) {
      const all = wanted(text),
        { store } = this;
      if (!all.length) return null;
      const found = new Uint8Array(store.n).fill(1);
      for (const sought of all) {
        const hit = new Uint8Array(store.data.strings.length);
        for (let k = 0; k < hit.length; k++) hit[k] = holds(this.string(k), sought) ? 1 : 0;
        for (let i = 0; i < store.n; i++) if (found[i] && !this.has(i, sought, hit)) found[i] = 0;
      }
      return found;
    }

    /** @param {number} k */
    string(k) {
      if (this.folded[k] === undefined) {
        const text = this.store.string(k);
        this.folded[k] = geomap.fold(/^[A-Z]{2}$/.test(text) ? `${text} ${geomap.country(text)}` : text);
      }
      return this.folded[k];
    }

    /** @param {number} i @param {{text: string, whole: boolean}} sought @param {Uint8Array} hit */
    has(i, sought, hit) {
      const { store } = this,
        c = store.columns;
      if (hit[c.title[i]] || hit[c.place[i]] || hit[c.label[i]] || hit[c.country[i]]) return true;
      for (const keyed of [store.actorsOf, store.sourcesOf]) {
        for (let k = keyed.at[i]; k < keyed.at[i + 1]; k++) if (hit[keyed.keys[k]]) return true;
      }
      return store.data.details.length > 0 && holds(this.saidOf(i), sought);
    }

    /** @param {number} i */
    saidOf(i) {
      if (this.said[i] === undefined) {
        const d = this.store.detail(i),
          parts = (d.actors || []).map((actor) => actor[0]);
        for (const item of d.evidence || []) parts.push(item.pieces.map((piece) => piece[1]).join(""));
        this.said[i] = geomap.fold(parts.join(" "));
      }
      return this.said[i];
    }
  }

  geomap.Search = Search;
})(window.geomap);
