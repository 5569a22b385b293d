// @ts-check
// The card of an event: what, when, where, who, on what evidence, how sure, why here, and how to correct it.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;

  /** A stretch of evidence with its marks. @param {Array<[string, string]>} pieces */
  function marked(pieces) {
    const root = el("bdi", "gm-quote", null, { dir: "auto" });
    for (const [role, text] of pieces) {
      if (!role) root.append(text);
      else root.append(el("mark", `gm-mark gm-mark-${role in t.roles ? role : "other"}`, text, { title: t.roles[role] || role }));
    }
    return root;
  }

  /** "1–12 February 2021, planned; reported 18 January 2021" @param {any} store @param {number} i */
  function whenWords(store, i) {
    const detail = store.detail(i);
    const days = (detail.reports || []).map((/** @type {number} */ k) => store.data.documents[k].published).filter(Boolean).sort();
    const told = days.length ? `; ${t.reported(geomap.dates.range(geomap.dates.parse(days[0]), geomap.dates.parse(days[0])))}` : "";
    const about = /[~%]/.test(detail.edtf || "") ? "about " : "";
    return `${about}${store.when(i)}, ${t.status[store.status(i)]}${told}`;
  }

  /** @param {any} store @param {number} i */
  function sureWords(store, i) {
    const value = store.columns.confidence[i];
    const words = t.confidence.find(([least]) => value / 100 >= least);
    return `${words ? words[1] : ""} (${value} %)`;
  }

  /** @param {HTMLElement} list @param {string} term @param {...(Node | string | null)} content */
  function row(list, term, ...content) {
    const kept = content.filter((part) => part !== null && part !== "");
    if (!kept.length) return;
    const value = el("dd");
    value.append(.../** @type {any[]} */ (kept));
    list.append(el("dt", "", term), value);
  }

  /** @param {any} store @param {number} i */
  function actors(store, i) {
    const root = el("span");
    (store.detail(i).actors || []).forEach((/** @type {string[]} */ [name, country, role], /** @type {number} */ k) => {
      if (k) root.append(", ");
      if (role === "recipient") root.append(`${t.to_} `);
      root.append(quote(name));
      if (/^[A-Z]{2}$/.test(country)) root.append("\u00a0", el("abbr", "gm-code", country, { title: geomap.country(country) }));
    });
    return root.childNodes.length ? root : null;
  }

  /** @param {any} store @param {number} i */
  function where(store, i) {
    const c = store.columns, root = el("span");
    const country = geomap.country(store.strings[c.country[i]]);
    if (store.place(i)) root.append(quote(store.place(i)));
    if (country && country !== store.place(i)) root.append(`, ${country}`);
    const km = c.radius[i] > 0 ? ` ${t.radius(c.radius[i] / 10)}` : "";
    root.append(el("span", "gm-quiet gm-line", `${t.precision[c.where_prec[i]]}${km}`));
    if (store.detail(i).relation) root.append(el("span", "gm-quiet gm-line", store.detail(i).relation));
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

  /** @param {any} detail */
  function why(detail) {
    const parts = [];
    if ((detail.where_why || []).length) parts.push(bullets(detail.where_why));
    if ((detail.runners_up || []).length) {
      const list = el("ul", "gm-why");
      for (const other of detail.runners_up) {
        const item = el("li");
        item.append(quote(other.name), other.country ? `, ${geomap.country(other.country)}` : "", el("span", "gm-quiet", ` ${Math.round(other.score * 100)} %`));
        if (other.why && other.why.length) item.append(el("span", "gm-quiet gm-line", other.why.join("; ")));
        if (detail.correct) item.append(copyButton(t.use, `${detail.correct} ${shellWord(other.id)}`));
        list.append(item);
      }
      parts.push(el("h4", "", t.runnersUp), list);
    }
    return parts.length ? fold(t.whyHere, parts) : null;
  }

  /** One word of a POSIX shell. @param {string} text */
  const shellWord = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\"'\"'")}'`);

  /** @param {any} detail */
  function wrong(detail) {
    if (!detail.correct) return null;
    const command = `${detail.correct} `;
    const code = el("code", "gm-command");
    code.append(command, el("span", "gm-hole", t.placeHint));
    return fold(t.wrongPlace, [el("p", "gm-quiet", t.wrongPlaceHelp), code, copyButton(t.copy, command)]);
  }

  /** @param {string} label @param {string} text */
  function copyButton(label, text) {
    const button = el("button", "gm-button gm-small", label, { type: "button" });
    button.addEventListener("click", async () => {
      await geomap.copy(text);
      button.textContent = t.copied;
      geomap.say(t.copied);
      setTimeout(() => (button.textContent = label), 1800);
    });
    return button;
  }

  /** Copy text, also where the clipboard's own interface is closed (a frame, an old browser). @param {string} text */
  geomap.copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = /** @type {HTMLTextAreaElement} */ (el("textarea", "gm-offscreen"));
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  /** @param {any} told */
  function contested(told) {
    if (!told) return null;
    const root = el("div", "gm-note");
    root.append(el("strong", "", t.contested));
    const names = (/** @type {string[]} */ codes) => codes.map(geomap.country).join(", ");
    if (told.note) root.append(el("p", "", told.note));
    const facts = [];
    if (told.governs.length) facts.push(`${t.governs} ${names(told.governs)}${told.since ? ` ${t.since} ${sinceWords(told.since)}` : ""}`);
    if (told.claims.length) facts.push(`${t.claims} ${names(told.claims)}`);
    if (facts.length) root.append(el("p", "gm-quiet", facts.join(". ")));
    return root;
  }

  /** @param {string} text */
  function sinceWords(text) {
    const day = geomap.dates.parse(text);
    return day === geomap.dates.NONE ? text : geomap.dates.range(day, day);
  }

  /** Only plain http and https; everything else stays text. @param {string} url @param {string} label */
  geomap.link = (url, label) => {
    if (!/^https?:\/\//i.test(url)) return null;
    return el("a", "gm-link", label, { href: url, target: "_blank", rel: "noopener noreferrer" });
  };

  /** Whether a sentence marks a role, and, where asked, these very words in it. @param {any} item @param {string} role @param {string} [words] */
  const tells = (item, role, words = "") => item.pieces.some((/** @type {string[]} */ piece) => piece[0] === role && (!words || words.includes(piece[1])));

  /** The sentence that says when comes first, then the one that says where, then the rest as they stand. @param {any[]} items @param {string} place */
  function telling(items, place) {
    const when = items.find((item) => tells(item, "date") && tells(item, "place")) || items.find((item) => tells(item, "date"));
    const where = when && tells(when, "place") ? null : items.find((item) => item !== when && tells(item, "place", place)) || items.find((item) => item !== when && tells(item, "place"));
    const first = [when, where].filter(Boolean);
    return [...first, ...items.filter((item) => !first.includes(item))];
  }

  /** @param {any} desk @param {any} store @param {number} i */
  function evidence(desk, store, i) {
    const items = telling(store.detail(i).evidence || [], store.place(i));
    const nodes = items.map((/** @type {any} */ item) => {
      const root = el("blockquote", "gm-evidence");
      root.append(marked(item.pieces));
      const told = store.data.documents[item.document];
      if (told && desk.panel) {
        const button = el("button", "gm-plain", t.inArticle, { type: "button" });
        button.addEventListener("click", () => desk.panel.open(item.document));
        root.append(button);
      }
      return root;
    });
    const open = items.length > 1 && !tells(items[0], "place") && tells(items[1], "place") ? 2 : 1;
    if (nodes.length <= open) return nodes;
    return [...nodes.slice(0, open), fold(t.moreEvidence(nodes.length - open), nodes.slice(open))];
  }

  /** @param {any} store @param {number} i */
  function reports(store, i) {
    const list = el("ul", "gm-reports");
    for (const k of store.detail(i).reports || []) {
      const told = store.data.documents[k], item = el("li");
      item.append(quote(told.title || told.source || told.id));
      const bits = [told.title ? told.source : "", told.published ? geomap.dates.range(geomap.dates.parse(told.published), geomap.dates.parse(told.published)) : ""].filter(Boolean);
      if (bits.length) item.append(el("span", "gm-quiet", ` · ${bits.join(", ")}`));
      const link = geomap.link(told.url, t.source);
      if (link) item.append(" ", link);
      list.append(item);
    }
    return list.childNodes.length ? [el("h4", "", t.reports), list] : [];
  }

  /** @param {any} desk @param {any} store @param {number} i */
  function content(desk, store, i) {
    const detail = store.detail(i), c = store.columns;
    const root = el("article", "gm-card", null, { "aria-label": store.title(i) });
    const group = store.data.groups[store.group[i]];
    const kind = el("p", "gm-kind");
    kind.append(geomap.glyphs.svg(group, store.status(i)), `${group.label}`, el("span", "gm-quiet", ` · ${store.data.types[c.type[i]]}${detail.mode ? ` · ${detail.mode}` : ""}${detail.context ? ` · ${detail.context}` : ""}`));
    const heading = el("h3", "", null, { tabindex: "-1" });
    heading.append(quote(store.title(i)));
    const facts = el("dl", "gm-facts");
    row(facts, t.when, whenWords(store, i));
    row(facts, t.happenedIn, where(store, i));
    row(facts, t.who, actors(store, i));
    row(facts, t.saidBy, detail.attributed_to ? quote(detail.attributed_to) : null);
    row(facts, t.certainty, sureWords(store, i));
    root.append(kind, heading, facts);
    const parts = [contested(detail.contested), ...evidence(desk, store, i)];
    if ((detail.disagreements || []).length) {
      const note = el("div", "gm-note");
      note.append(el("strong", "", t.disagree), bullets(detail.disagreements));
      parts.push(note);
    }
    parts.push(...reports(store, i), why(detail));
    if ((detail.when_why || []).length) parts.push(fold(t.whyThen, [bullets(detail.when_why)]));
    parts.push(wrong(detail));
    root.append(...parts.filter(Boolean));
    return root;
  }

  /** Several events at one spot, to choose from. @param {any} map @param {any} store @param {number[]} members @param {any} latlng */
  function chooser(map, store, members, latlng) {
    const root = el("div", "gm-card gm-chooser");
    root.append(el("h3", "", t.together(members.length), { tabindex: "-1" }));
    const list = el("ul", "");
    for (const i of members.slice(0, 200)) {
      const button = el("button", "gm-choice", null, { type: "button" });
      const words = el("span");
      words.append(quote(store.title(i)), el("span", "gm-quiet gm-line", geomap.dates.range(store.columns.start[i], store.columns.end[i], { short: true })));
      button.append(geomap.glyphs.svg(store.data.groups[store.group[i]], store.status(i)), words);
      button.addEventListener("click", () => open(map, store, [i], latlng, { focus: true }));
      const item = el("li");
      item.append(button);
      list.append(item);
    }
    root.append(list);
    if (members.length > 200) root.append(el("p", "gm-quiet", `… ${t.moreEvidence(members.length - 200)}`));
    return root;
  }

  /**
   * Open the card of one event, or a choice among several.
   * @param {any} map @param {any} store @param {number[]} members @param {any} latlng @param {{focus?: boolean, back?: HTMLElement}} [how]
   */
  function open(map, store, members, latlng, how) {
    const desk = geomap.desk(map);
    const root = members.length === 1 ? content(desk, store, members[0]) : chooser(map, store, members, latlng);
    if (!desk.popup) {
      desk.popup = window.L.popup({ className: "gm-popup", maxWidth: 400, minWidth: 250, autoPanPaddingTopLeft: [58, 14], closeButton: false });
      map.on("popupclose", (/** @type {any} */ event) => {
        if (event.popup !== desk.popup) return;
        if (!desk.opening) map.getContainer().classList.remove("gm-carded");
        if (!desk.opening) store.set({ selected: -1 });
        if (desk.back) desk.back.focus();
        desk.back = null;
      });
    }
    const close = el("button", "gm-close", "×", { type: "button", "aria-label": t.close });
    close.addEventListener("click", () => map.closePopup(desk.popup));
    root.prepend(close);
    root.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
      event.stopPropagation();
      map.closePopup(desk.popup);
    });
    map.getContainer().classList.add("gm-carded");
    // An event without a place has a card, but the card points at nothing.
    map.getContainer().classList.toggle("gm-unpinned", members.length === 1 && !store.placed(members[0]));
    desk.opening = true;
    desk.back = null;
    const legend = map.getContainer().querySelector(".gm-legend[open]");
    const covered = legend && map.getSize().x - legend.offsetWidth > 520 ? legend.offsetWidth + 10 : 0;
    desk.popup.options.autoPanPaddingTopLeft = [map.getSize().x > 520 ? 58 : 10, 12];
    desk.popup.options.autoPanPaddingBottomRight = [14 + covered, 12];
    desk.popup.options.maxHeight = Math.max(160, Math.min(Math.round(map.getSize().y * 0.8), map.getSize().y - 70));
    desk.popup.options.maxWidth = Math.min(400, map.getSize().x - 44);
    desk.popup.options.minWidth = Math.min(250, desk.popup.options.maxWidth);
    desk.popup.setLatLng(latlng).setContent(root).openOn(map);
    desk.opening = false;
    store.set({ selected: members.length === 1 ? members[0] : -1 });
    desk.back = (how && how.back) || null;
    if (how && how.focus) /** @type {HTMLElement} */ (root.querySelector("h3")).focus({ preventScroll: true });
  }

  /** Open an event's card at its place, or beside the map's middle when it has none. @param {any} desk @param {number} i @param {{focus?: boolean, back?: HTMLElement}} [how] */
  function show(desk, i, how) {
    const { map, store } = desk;
    desk.view.show(i);
    const at = store.placed(i) ? window.L.latLng(store.latlng(i)) : map.getCenter();
    open(map, store, [i], at, how);
  }

  geomap.card = { content, open, show, marked, whenWords, sureWords };
})((window.geomap = window.geomap || {}));
