// @ts-check
// What the page knows and the one filter state that every part shows.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;

  // Dimensions of the filter, one bit each: an event that fails exactly one is counted in that one's facet.
  const GROUP = 1,
    STATUS = 2,
    ACTOR = 4,
    SOURCE = 8,
    TIME = 16,
    REST = 32;

  /** Keys of a list column: those of event i stand from at[i] to at[i + 1]. @param {Column} counts @param {Column} keys @returns {Keyed} */
  function keyed(counts, keys) {
    const at = new Uint32Array(counts.length + 1);
    for (let i = 0; i < counts.length; i++) at[i + 1] = at[i] + counts[i];
    return { at, keys };
  }

  class Store {
    /** @param {Data} data */
    constructor(data) {
      this.data = data;
      this.n = data.count;
      this.columns = data.columns;
      this.clock = new geomap.Clock(data.per_day || 1);
      this.groupOfType = data.types.map((type) => data.groups.findIndex((group) => group.types.includes(type)));
      this.group = new Uint8Array(this.n);
      // First and last known step of each event; an open end counts at the other one.
      this.firsts = new Int32Array(this.n);
      this.lasts = new Int32Array(this.n);
      this.actorsOf = keyed(data.columns.actor_n, data.columns.actor);
      this.sourcesOf = keyed(data.columns.source_n, data.columns.source);
      this.span = this.readSpans();
      this.actors = this.ranked(this.actorsOf.keys);
      this.sources = this.ranked(this.sourcesOf.keys);
      this.search = new geomap.Search(this);
      /** @type {Array<(change: Set<string>) => void>} */
      this.listeners = [];
      /** @type {Map<number, Detail>} */
      this.details = new Map();
      this.visible = new Int32Array(0);
      this.failing = new Uint8Array(this.n);
      this.order = new Int32Array(this.n);
      /** @type {Record<string, Uint32Array>} */
      this.facets = {};
      /** Goes up with every change but one of time alone. */
      this.revision = 0;
      this.defaultLayers = "areas relations labels";
      this.state = this.initial();
      this.refresh(true);
    }

    /** @returns {State} */
    initial() {
      return {
        groups: this.data.groups.map(() => true),
        statuses: this.data.statuses.map(() => true),
        from: NONE,
        to: NONE,
        confidence: 0,
        precision: 7,
        actor: "",
        source: "",
        text: "",
        layers: { areas: true, relations: true, mentions: false, labels: true },
        selected: -1,
      };
    }

    /** Fill groups and spans; return the first and last step of all dated events. */
    readSpans() {
      const { type, start, end } = this.columns;
      let from = Infinity,
        to = -Infinity;
      for (let i = 0; i < this.n; i++) {
        this.group[i] = this.groupOfType[type[i]];
        const a = start[i] === NONE ? end[i] : start[i],
          b = end[i] === NONE ? start[i] : end[i];
        this.firsts[i] = a;
        this.lasts[i] = b;
        if (a === NONE) continue;
        if (a < from) from = a;
        if (b > to) to = b;
      }
      return from <= to ? { from, to } : null;
    }

    /** Distinct keys of a list column, most frequent first. @param {Column} keys */
    ranked(keys) {
      const counts = new Uint32Array(this.data.strings.length),
        found = [];
      for (let k = 0; k < keys.length; k++) if (counts[keys[k]]++ === 0) found.push(keys[k]);
      const name = new Map(found.map((k) => [k, this.string(k)]));
      return found.sort((a, b) => counts[b] - counts[a] || (String(name.get(a)) < String(name.get(b)) ? -1 : 1));
    }

    /** @param {number} k */
    string(k) {
      return this.data.strings.at(k);
    }
    /** @param {number} i */
    first(i) {
      return this.firsts[i];
    }
    /** @param {number} i */
    last(i) {
      return this.lasts[i];
    }
    /** @param {number} i */
    id(i) {
      return this.data.ids.at(i);
    }
    /** @param {number} i */
    title(i) {
      return this.string(this.columns.title[i]);
    }
    /** @param {number} i */
    place(i) {
      return this.string(this.columns.place[i]);
    }
    /** @param {number} i */
    country(i) {
      return this.string(this.columns.country[i]);
    }
    /** @param {number} i */
    status(i) {
      return this.data.statuses[this.columns.status[i]];
    }
    /** @param {number} i */
    groupAt(i) {
      return this.data.groups[this.group[i]];
    }
    /** @param {number} i */
    placed(i) {
      return this.columns.lon[i] !== NONE;
    }
    /** @param {number} i @returns {[number, number]} latitude, longitude */
    latlng(i) {
      return [this.columns.lat[i] / 1e5, this.columns.lon[i] / 1e5];
    }
    /** @param {number} i @param {{short?: boolean}} [how] */
    when(i, how) {
      return this.clock.range(this.columns.start[i], this.columns.end[i], how);
    }
    /** Whether an event passes every filter. @param {number} i */
    passes(i) {
      return this.failing[i] === 0;
    }
    /** Whether an event passes every filter but time. @param {number} i */
    passesButTime(i) {
      return !(this.failing[i] & ~TIME);
    }

    /** What the card tells besides the columns. @param {number} i @returns {Detail} */
    detail(i) {
      const kept = this.details.get(i);
      if (kept) return kept;
      const told = i < this.data.details.length ? this.data.details.at(i) : {};
      const detail = typeof told === "string" ? JSON.parse(told) : told;
      this.details.set(i, detail);
      return detail;
    }

    /** @param {(change: Set<string>) => void} listener */
    on(listener) {
      this.listeners.push(listener);
    }

    /** Change part of the state; all parts are told once. @param {Partial<State>} change */
    set(change) {
      /** @type {any} */
      const state = this.state;
      const changed = new Set();
      for (const [name, value] of Object.entries(change)) {
        if (state[name] === value) continue;
        state[name] = value;
        changed.add(name);
      }
      if (!changed.size) return;
      const filters = [...changed].filter((name) => name !== "selected" && name !== "layers");
      if (filters.length) {
        this.refresh(filters.some((name) => name !== "from" && name !== "to"));
        changed.add("visible");
      }
      for (const listener of this.listeners) listener(changed);
    }

    reset() {
      this.set({ ...this.initial(), layers: this.state.layers, selected: this.state.selected });
    }

    /** Whether any filter is on. */
    get filtered() {
      const s = this.state;
      return (
        s.from !== NONE ||
        s.confidence > 0 ||
        s.precision < 7 ||
        !!s.actor ||
        !!s.source ||
        !!s.text ||
        s.groups.includes(false) ||
        s.statuses.includes(false)
      );
    }

    /** Work out which events pass. @param {boolean} all Whether more than the time has changed. */
    refresh(all) {
      if (all) this.judge();
      const { failing, firsts, lasts, order, n } = this,
        { from, to } = this.state,
        timed = from !== NONE;
      let kept = 0;
      for (let i = 0; i < n; i++) {
        let bits = failing[i] & ~TIME;
        if (timed && (firsts[i] > to || lasts[i] < from || firsts[i] === NONE)) bits |= TIME;
        failing[i] = bits;
        if (!bits) order[kept++] = i;
      }
      this.visible = order.subarray(0, kept);
      this.facets = {};
    }

    /** Set the bits of every filter but time. */
    judge() {
      const s = this.state,
        c = this.columns,
        { failing, group, n } = this;
      const key = (/** @type {string} */ name, /** @type {number[]} */ keys) =>
        keys.find((k) => this.string(k) === name);
      const actor = s.actor ? key(s.actor, this.actors) : -1,
        source = s.source ? key(s.source, this.sources) : -1;
      const text = s.text ? this.search.find(s.text) : null;
      const bounded = s.precision < 7;
      this.revision++;
      for (let i = 0; i < n; i++) {
        let bits = 0;
        if (!s.groups[group[i]]) bits |= GROUP;
        if (!s.statuses[c.status[i]]) bits |= STATUS;
        if (s.actor && !has(this.actorsOf, i, actor)) bits |= ACTOR;
        if (s.source && !has(this.sourcesOf, i, source)) bits |= SOURCE;
        if (
          c.confidence[i] < s.confidence ||
          (bounded && (c.where_prec[i] === 0 || c.where_prec[i] > s.precision)) ||
          (text && !text[i])
        )
          bits |= REST;
        failing[i] = bits;
      }
    }

    /**
     * How many events each value of a filter would leave, all other filters as they are; counted once a change.
     * @param {"group"|"status"|"actor"|"source"} name @returns {Uint32Array} by group, status or number of a string
     */
    facet(name) {
      if (this.facets[name]) return this.facets[name];
      const others = ~{ group: GROUP, status: STATUS, actor: ACTOR, source: SOURCE }[name],
        { failing, n } = this;
      if (name === "group" || name === "status") {
        const keys = name === "group" ? this.group : this.columns.status,
          counts = new Uint32Array(256);
        for (let i = 0; i < n; i++) if (!(failing[i] & others)) counts[keys[i]]++;
        return (this.facets[name] = counts);
      }
      const { at, keys } = name === "actor" ? this.actorsOf : this.sourcesOf,
        counts = new Uint32Array(this.data.strings.length);
      for (let i = 0; i < n; i++) if (!(failing[i] & others)) for (let k = at[i]; k < at[i + 1]; k++) counts[keys[k]]++;
      return (this.facets[name] = counts);
    }
  }

  /** @param {Keyed} of @param {number} i @param {number | undefined} key */
  function has(of, i, key) {
    for (let k = of.at[i]; k < of.at[i + 1]; k++) if (of.keys[k] === key) return true;
    return false;
  }

  geomap.Store = Store;
})(window.geomap);
