// @ts-check
// The card of an event: what, when, where, who, on what evidence, how sure, why here, and how to correct it.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;

  const { bullets, evidence, fold, reports } = geomap.evidence;
  const { contested, why, wrong } = geomap.reasons;

  /** "1–12 February 2021, planned; reported 18 January 2021" @param {Store} store @param {number} i */
  function whenWords(store, i) {
    const detail = store.detail(i);
    const days = (detail.reports || [])
      .map((/** @type {number} */ k) => store.data.documents[k].published)
      .filter(Boolean)
      .sort();
    const told = days.length
      ? `; ${t.reported(geomap.dates.range(geomap.dates.parse(days[0]), geomap.dates.parse(days[0])))}`
      : "";
    const about = /[~%]/.test(detail.edtf || "") ? "about " : "";
    return `${about}${store.when(i)}, ${t.status[store.status(i)]}${told}`;
  }

  /** @param {Store} store @param {number} i */
  function sureWords(store, i) {
    const value = store.columns.confidence[i];
    const words = t.confidence.find((/** @type {[number, string]} */ [least]) => value / 100 >= least);
    return `${words ? words[1] : ""} (${value} %)`;
  }

  /** @param {HTMLElement} list @param {string} term @param {...(Node | string | null)} parts */
  function row(list, term, ...parts) {
    const kept = parts.filter((part) => part !== null && part !== "");
    if (!kept.length) return;
    const value = el("dd");
    value.append(.../** @type {any[]} */ (kept));
    list.append(el("dt", "", term), value);
  }

  /** @param {Store} store @param {number} i */
  function actors(store, i) {
    const root = el("span");
    (store.detail(i).actors || []).forEach((/** @type {string[]} */ [name, country, role], /** @type {number} */ k) => {
      if (k) root.append(", ");
      if (role === "recipient") root.append(`${t.to_} `);
      root.append(quote(name));
      if (/^[A-Z]{2}$/.test(country))
        root.append("\u00a0", el("abbr", "gm-code", country, { title: geomap.country(country) }));
    });
    return root.childNodes.length ? root : null;
  }

  /** @param {Store} store @param {number} i */
  function where(store, i) {
    const c = store.columns,
      root = el("span");
    const country = geomap.country(store.country(i));
    if (store.place(i)) root.append(quote(store.place(i)));
    if (country && country !== store.place(i)) root.append(`, ${country}`);
    const relation = store.detail(i).relation; // it says itself how far it reaches
    const km = c.radius[i] > 0 && !relation ? ` ${t.radius(c.radius[i] / 10)}` : "";
    root.append(el("span", "gm-quiet gm-line", `${t.precision[c.where_prec[i]]}${km}`));
    if (relation) root.append(el("span", "gm-quiet gm-line", relation));
    return root;
  }

  /** @param {Desk} desk @param {Store} store @param {number} i */
  function content(desk, store, i) {
    const detail = store.detail(i),
      { columns, data } = store;
    const root = el("article", "gm-card", null, { "aria-label": store.title(i) });
    const group = store.groupAt(i);
    const kind = el("p", "gm-kind");
    const words = el("span", "", group.label);
    words.append(
      el(
        "span",
        "gm-quiet",
        [data.types[columns.type[i]], detail.mode, detail.context].map((word) => (word ? ` · ${word}` : "")).join(""),
      ),
    );
    kind.append(geomap.glyphs.svg(group, store.status(i)), words);
    const heading = el("h3", "", null, { tabindex: "-1" });
    heading.append(quote(store.title(i)));
    const facts = el("dl", "gm-facts");
    row(facts, t.when, whenWords(store, i));
    row(facts, t.happenedIn, where(store, i));
    row(facts, t.who, actors(store, i));
    row(facts, t.saidBy, detail.attributed_to ? quote(detail.attributed_to) : null);
    row(facts, t.certainty, sureWords(store, i));
    row(facts, t.corrected, detail.corrected ? bullets(detail.corrected) : null);
    root.append(kind, heading, facts);
    const parts = [contested(detail.contested), ...evidence(desk, store, i)];
    if (detail.disagreements) {
      const note = el("div", "gm-note");
      note.append(el("strong", "", t.disagree), bullets(detail.disagreements));
      parts.push(note);
    }
    parts.push(...reports(store, i), why(detail));
    if (detail.when_why) parts.push(fold(t.whyThen, [bullets(detail.when_why)]));
    parts.push(wrong(store, i));
    root.append(...parts.filter((part) => part !== null));
    return root;
  }

  geomap.cards = { content, whenWords, sureWords };
})(window.geomap);
