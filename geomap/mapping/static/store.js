// @ts-check
// What the page knows and the one filter state that every part shows.
(function (geomap) {
  "use strict";

  const { NONE, iso, parse } = geomap.dates;

  // Dimensions of the filter, one bit each: an event that fails exactly one is counted in that one's facet.
  const GROUP = 1, STATUS = 2, ACTOR = 4, SOURCE = 8, TIME = 16, REST = 32;

  /** @param {string} id @returns {Promise<any>} */
  async function read(id) {
    const block = document.getElementById(id);
    if (!block) throw new Error(`no data block ${id}`);
    const text = block.textContent || "";
    if (block.dataset.encoding === "json") return JSON.parse(text);
    const raw = await inflate(text);
    return block.dataset.encoding === "gzip" ? JSON.parse(new TextDecoder().decode(raw)) : unpack(raw);
  }

  /** The bytes in base64 of gzip. @param {string} text */
  async function inflate(text) {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** A JSON head and byte planes: see packing.py. @param {Uint8Array} raw */
  function unpack(raw) {
    const length = new DataView(raw.buffer).getUint32(0, true);
    const value = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length)));
    value.columns = {};
    for (const [name, told] of Object.entries(value.packed)) value.columns[name] = column(raw, 4 + length, told);
    return value;
  }

  /** @param {Uint8Array} raw @param {number} base @param {{dtype: string, at: number, n: number}} told */
  function column(raw, base, told) {
    const n = told.n;
    const start = base + told.at;
    if (told.dtype === "u1") return raw.slice(start, start + n);
    const wide = told.dtype === "u4" ? new Uint32Array(n) : new Int32Array(n);
    const a = start, b = start + n, c = start + 2 * n, d = start + 3 * n;
    for (let i = 0; i < n; i++) wide[i] = raw[a + i] | (raw[b + i] << 8) | (raw[c + i] << 16) | (raw[d + i] << 24);
    return wide;
  }

  /** Small letters without marks, so that "Sirnak" finds "Şırnak". @param {string} text */
  geomap.fold = (text) => (/^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ı/g, "i").toLowerCase());

  class Store {
    /** @param {any} data */
    constructor(data) {
      this.data = data;
      this.n = data.count;
      this.columns = data.columns;
      this.strings = data.strings;
      this.groupOfType = data.types.map((/** @type {string} */ type) => data.groups.findIndex((/** @type {any} */ g) => g.types.includes(type)));
      this.group = Uint8Array.from({ length: this.n }, (_, i) => this.groupOfType[this.columns.type[i]]);
      // First and last known day of each event; an open end counts at the other one.
      this.firsts = Int32Array.from(this.columns.start, (/** @type {number} */ day, /** @type {number} */ i) => (day === NONE ? this.columns.end[i] : day));
      this.lasts = Int32Array.from(this.columns.end, (/** @type {number} */ day, /** @type {number} */ i) => (day === NONE ? this.columns.start[i] : day));
      this.span = this._span();
      this.actors = this._keys("actor");
      this.sources = this._keys("source");
      /** @type {Array<(change: Set<string>) => void>} */
      this.listeners = [];
      this.visible = new Int32Array(0);
      this.passes = new Uint8Array(this.n);
      this.failing = new Uint8Array(this.n);
      this._text = null;
      this.state = this.initial();
      this.refresh();
    }

    initial() {
      return {
        groups: this.data.groups.map(() => true),
        statuses: this.data.statuses.map(() => true),
        from: NONE, to: NONE, confidence: 0, precision: 7, actor: "", source: "", text: "",
        layers: { areas: true, relations: true, mentions: false, labels: true },
        selected: -1,
      };
    }

    /** First and last day of all dated events. */
    _span() {
      let first = Infinity, last = -Infinity;
      for (let i = 0; i < this.n; i++) {
        const a = this.first(i), b = this.last(i);
        if (a === NONE) continue;
        if (a < first) first = a;
        if (b > last) last = b;
      }
      return first <= last ? { from: first, to: last } : null;
    }

    /** @param {number} i */
    first(i) { return this.firsts[i]; }
    /** @param {number} i */
    last(i) { return this.lasts[i]; }

    /** Distinct keys of a list column, with their number, most frequent first. @param {string} name */
    _keys(name) {
      const counts = new Map();
      for (const key of this.columns[name]) counts.set(key, (counts.get(key) || 0) + 1);
      return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (this.strings[a] < this.strings[b] ? -1 : 1));
    }

    /** @param {string} name @param {number} i @param {number} key */
    has(name, i, key) {
      const at = this.columns[`${name}_at`], values = this.columns[name];
      for (let k = at[i]; k < at[i + 1]; k++) if (values[k] === key) return true;
      return false;
    }

    /** @param {string} name @param {number} i @returns {string[]} */
    list(name, i) {
      const at = this.columns[`${name}_at`], found = [];
      for (let k = at[i]; k < at[i + 1]; k++) found.push(this.strings[this.columns[name][k]]);
      return found;
    }

    /** @param {number} i */
    title(i) { return this.strings[this.columns.title[i]]; }
    /** @param {number} i */
    place(i) { return this.strings[this.columns.place[i]]; }
    /** @param {number} i */
    status(i) { return this.data.statuses[this.columns.status[i]]; }
    /** @param {number} i */
    detail(i) { return this.data.details[i] || {}; }
    /** @param {number} i */
    placed(i) { return this.columns.lon[i] !== NONE; }
    /** @param {number} i @returns {[number, number]} latitude, longitude */
    latlng(i) { return [this.columns.lat[i] / 1e5, this.columns.lon[i] / 1e5]; }
    /** @param {number} i */
    when(i) { return geomap.dates.range(this.columns.start[i], this.columns.end[i]); }

    /** @param {(change: Set<string>) => void} listener */
    on(listener) { this.listeners.push(listener); }

    /** Change part of the state; all parts are told once. @param {Record<string, any>} change */
    set(change) {
      const changed = new Set();
      for (const [name, value] of Object.entries(change)) {
        if (this.state[name] === value) continue;
        this.state[name] = value;
        changed.add(name);
      }
      if (!changed.size) return;
      if ([...changed].some((name) => name !== "selected" && name !== "layers")) {
        if (changed.has("text")) this._text = null;
        this.refresh();
        changed.add("visible");
      }
      for (const listener of this.listeners) listener(changed);
    }

    reset() {
      const fresh = this.initial();
      this.set({ ...fresh, layers: this.state.layers, selected: this.state.selected });
    }

    /** Whether any filter is on. */
    get filtered() {
      const s = this.state;
      return s.from !== NONE || s.confidence > 0 || s.precision < 7 || !!s.actor || !!s.source || !!s.text
        || s.groups.includes(false) || s.statuses.includes(false);
    }

    /** Work out which events pass, and what each filter alone would leave. */
    refresh() {
      const s = this.state, c = this.columns, n = this.n;
      const actor = s.actor ? this.strings.indexOf(s.actor) : -1;
      const source = s.source ? this.strings.indexOf(s.source) : -1;
      const text = this._matches();
      const timed = s.from !== NONE, { firsts, lasts } = this, { from, to } = s;
      const allGroups = !s.groups.includes(false), allStatuses = !s.statuses.includes(false);
      const order = (this._order = this._order || new Int32Array(n));
      let kept = 0;
      this._facets = {};
      for (let i = 0; i < n; i++) {
        let failing = 0;
        if (!allGroups && !s.groups[this.group[i]]) failing |= GROUP;
        if (!allStatuses && !s.statuses[c.status[i]]) failing |= STATUS;
        if (s.actor && !this.has("actor", i, actor)) failing |= ACTOR;
        if (s.source && !this.has("source", i, source)) failing |= SOURCE;
        if (timed && (firsts[i] === NONE || firsts[i] > to || lasts[i] < from)) failing |= TIME;
        if (c.confidence[i] < s.confidence || (s.precision < 7 && (c.where_prec[i] === 0 || c.where_prec[i] > s.precision)) || (text && !text[i])) failing |= REST;
        this.failing[i] = failing;
        this.passes[i] = failing ? 0 : 1;
        if (!failing) order[kept++] = i;
      }
      this.visible = order.slice(0, kept);
    }

    /** Which events hold every word of the search; null when there is none. */
    _matches() {
      const words = geomap.fold(this.state.text).split(/\s+/).filter(Boolean);
      if (!words.length) return null;
      if (this._text) return this._text;
      const found = new Uint8Array(this.n).fill(1);
      for (const word of words) {
        const hit = Uint8Array.from(this.strings, (s, k) => (this._folded(k).includes(word) ? 1 : 0));
        for (let i = 0; i < this.n; i++) if (found[i] && !this._holds(i, word, hit)) found[i] = 0;
      }
      this._text = found;
      return found;
    }

    /** @param {number} k */
    _folded(k) {
      this._fold = this._fold || [];
      const text = this.strings[k];
      return this._fold[k] === undefined ? (this._fold[k] = geomap.fold(`${text} ${geomap.country(text)}`)) : this._fold[k];
    }

    /** @param {number} i @param {string} word @param {Uint8Array} hit */
    _holds(i, word, hit) {
      const c = this.columns;
      if (hit[c.title[i]] || hit[c.place[i]] || hit[c.label[i]] || hit[c.country[i]]) return true;
      for (const name of ["actor", "source"]) {
        for (let k = c[`${name}_at`][i]; k < c[`${name}_at`][i + 1]; k++) if (hit[c[name][k]]) return true;
      }
      return this._said(i).includes(word);
    }

    /** Actors' names and evidence of an event, folded once. @param {number} i */
    _said(i) {
      this._saidCache = this._saidCache || [];
      if (this._saidCache[i] === undefined) {
        const d = this.detail(i);
        const parts = (d.actors || []).map((/** @type {any} */ a) => a[0]);
        for (const item of d.evidence || []) parts.push(item.pieces.map((/** @type {any} */ p) => p[1]).join(""));
        this._saidCache[i] = geomap.fold(parts.join(" "));
      }
      return this._saidCache[i];
    }

    /**
     * How many events each value of a filter would leave, all other filters as they are; counted once a change.
     * @param {"group"|"status"|"actor"|"source"} name @returns {Uint32Array} by group, status or number of a string
     */
    facet(name) {
      if (this._facets[name]) return this._facets[name];
      const others = ~{ group: GROUP, status: STATUS, actor: ACTOR, source: SOURCE }[name];
      const failing = this.failing, n = this.n, listed = name === "actor" || name === "source";
      const counts = new Uint32Array(listed ? this.strings.length : 256);
      if (listed) {
        const at = this.columns[`${name}_at`], keys = this.columns[name];
        for (let i = 0; i < n; i++) if (!(failing[i] & others)) for (let k = at[i]; k < at[i + 1]; k++) counts[keys[k]]++;
      } else {
        const keys = name === "group" ? this.group : this.columns.status;
        for (let i = 0; i < n; i++) if (!(failing[i] & others)) counts[keys[i]]++;
      }
      return (this._facets[name] = counts);
    }

    /** Whether an event passes every filter but time. @param {number} i */
    passesButTime(i) { return !(this.failing[i] & ~TIME); }

    /** The state as the part of an address behind "#". */
    toHash() {
      const s = this.state, out = new URLSearchParams();
      if (s.groups.includes(false)) out.set("type", this.data.groups.filter((/** @type {any} */ _, /** @type {number} */ k) => s.groups[k]).map((/** @type {any} */ g) => g.key).join(" "));
      if (s.statuses.includes(false)) out.set("status", this.data.statuses.filter((/** @type {any} */ _, /** @type {number} */ k) => s.statuses[k]).join(" "));
      if (s.from !== NONE) out.set("time", `${iso(s.from)}/${iso(s.to)}`);
      if (s.confidence) out.set("sure", String(s.confidence));
      if (s.precision < 7) out.set("precise", String(s.precision));
      if (s.actor) out.set("actor", s.actor);
      if (s.source) out.set("source", s.source);
      if (s.text) out.set("find", s.text);
      const layers = Object.entries(s.layers).filter(([, on]) => on).map(([name]) => name).join(" ");
      if (layers !== this.defaultLayers) out.set("layers", layers);
      if (s.selected >= 0) out.set("event", this.data.ids[s.selected]);
      return out.toString();
    }

    /** Read the state from an address; what it does not name, or names wrongly, is as at first. @param {string} hash */
    fromHash(hash) {
      const told = new URLSearchParams(hash.replace(/^#/, ""));
      /** @type {any} */
      const fresh = this.initial();
      const words = (/** @type {string} */ name) => new Set((told.get(name) || "").split(" "));
      if (told.has("type")) fresh.groups = this.data.groups.map((/** @type {any} */ g) => words("type").has(g.key));
      if (told.has("status")) fresh.statuses = this.data.statuses.map((/** @type {string} */ s) => words("status").has(s));
      const [from, to] = (told.get("time") || "").split("/").map(parse);
      if (from !== NONE && to !== NONE && from !== undefined && to !== undefined && from <= to) Object.assign(fresh, { from, to });
      fresh.confidence = clamp(told.get("sure"), 0, 100, 0);
      fresh.precision = clamp(told.get("precise"), 1, 7, 7);
      const known = (/** @type {string | null} */ key, /** @type {number[]} */ keys) => (key && keys.some((k) => this.strings[k] === key) ? key : "");
      fresh.actor = known(told.get("actor"), this.actors);
      fresh.source = known(told.get("source"), this.sources);
      fresh.text = told.get("find") || "";
      const names = told.has("layers") ? told.get("layers") : this.defaultLayers;
      fresh.layers = Object.fromEntries(Object.keys(fresh.layers).map((name) => [name, (names || "").split(" ").includes(name)]));
      fresh.selected = told.has("event") ? this.data.ids.indexOf(told.get("event")) : -1;
      this.set(fresh);
    }

    get defaultLayers() { return this._defaultLayers || "areas relations labels"; }
    set defaultLayers(text) { this._defaultLayers = text; }
  }

  /** @param {string | null} text @param {number} low @param {number} high @param {number} otherwise */
  function clamp(text, low, high, otherwise) {
    const value = Number(text);
    return text === null || !Number.isFinite(value) ? otherwise : Math.max(low, Math.min(high, Math.round(value)));
  }

  /** The desk of a map: its store once the events are read, and what waits for it. @param {any} map */
  geomap.desk = (map) => {
    if (!map._geomapDesk) {
      const desk = { map, store: null, root: map.getContainer() };
      desk.ready = new Promise((resolve) => (desk.open = (store) => { desk.store = store; resolve(store); }));
      map._geomapDesk = desk;
      geomap.desks.push(desk);
    }
    return map._geomapDesk;
  };

  /** Every map's desk on the page, in order. */
  geomap.desks = [];
  geomap.read = read;
  geomap.Store = Store;
})((window.geomap = window.geomap || {}));
