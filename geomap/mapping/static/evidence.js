// @ts-check
// What a card rests on: the sentences with their marks, and the reports that hold them.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;

  /** A stretch of evidence with its marks. @param {Array<[string, string]>} pieces */
  function marked(pieces) {
    const root = el("bdi", "gm-quote", null, { dir: "auto" });
    for (const [role, text] of pieces) {
      if (!role) root.append(text);
      else
        root.append(
          el("mark", `gm-mark gm-mark-${Object.hasOwn(t.roles, role) ? role : "other"}`, text, {
            title: t.roles[role] || role,
          }),
        );
    }
    return root;
  }

  /** A part that opens. @param {string} title @param {Node[]} content */
  function fold(title, content) {
    const root = el("details", "gm-fold");
    root.append(el("summary", "", title), ...content);
    return root;
  }

  /** @param {string[]} lines */
  function bullets(lines) {
    const list = el("ul", "gm-why");
    for (const line of lines) {
      const item = el("li");
      item.append(quote(line));
      list.append(item);
    }
    return list;
  }

  /** Whether a sentence marks a role, and, where asked, these very words in it. @param {any} item @param {string} role @param {string} [words] */
  const tells = (item, role, words = "") =>
    item.pieces.some((/** @type {string[]} */ piece) => piece[0] === role && (!words || words.includes(piece[1])));

  /** The sentence that says when comes first, then the one that says where, then the rest as they stand. @param {any[]} items @param {string} place */
  function telling(items, place) {
    const when =
      items.find((item) => tells(item, "date") && tells(item, "place")) || items.find((item) => tells(item, "date"));
    const where =
      when && tells(when, "place")
        ? null
        : items.find((item) => item !== when && tells(item, "place", place)) ||
          items.find((item) => item !== when && tells(item, "place"));
    const first = [when, where].filter(Boolean);
    return [...first, ...items.filter((item) => !first.includes(item))];
  }

  /** @param {Desk} desk @param {Store} store @param {number} i */
  function evidence(desk, store, i) {
    const items = telling(store.detail(i).evidence || [], store.place(i));
    const nodes = items.map((/** @type {any} */ item) => {
      const root = el("blockquote", "gm-evidence");
      root.append(marked(item.pieces));
      const told = store.data.documents[item.document];
      const { panel } = desk;
      if (told && panel) {
        const button = el("button", "gm-plain", t.inArticle, { type: "button" });
        button.addEventListener("click", () => panel.open(item.document));
        root.append(button);
      }
      return root;
    });
    const open = items.length > 1 && !tells(items[0], "place") && tells(items[1], "place") ? 2 : 1;
    if (nodes.length <= open) return nodes;
    return [...nodes.slice(0, open), fold(t.moreEvidence(nodes.length - open), nodes.slice(open))];
  }

  /** @param {Store} store @param {number} i */
  function reports(store, i) {
    const list = el("ul", "gm-reports");
    for (const k of store.detail(i).reports || []) {
      const told = store.data.documents[k],
        item = el("li");
      item.append(quote(told.title || told.source || told.id));
      const bits = [
        told.title ? told.source : "",
        told.published
          ? geomap.dates.range(geomap.dates.parse(told.published), geomap.dates.parse(told.published))
          : "",
      ].filter(Boolean);
      if (bits.length) item.append(el("span", "gm-quiet", ` · ${bits.join(", ")}`));
      const link = geomap.link(told.url, t.source);
      if (link) item.append(" ", link);
      list.append(item);
    }
    return list.childNodes.length ? [el("h4", "", t.reports), list] : [];
  }

  geomap.evidence = { bullets, evidence, fold, marked, reports };
})(window.geomap);
