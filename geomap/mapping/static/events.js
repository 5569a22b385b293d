// @ts-check
// Events on the map: areas, lines and halos below, glyphs and clusters above; what was clicked; what fans out.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;
  const WORLD = 256;
  const KM_PER_DEGREE = 111.195; // mean length of a degree of latitude (WGS 84 mean radius 6371.0088 km)
  const MOST_FANNED = 60;
  const WIDE = 15; // degrees of longitude; areas as wide as a large country are drawn faintly

  class EventView {
    /** @param {any} map @param {any} store */
    constructor(map, store) {
      this.map = map;
      this.store = store;
      const n = store.n, c = store.columns;
      this.wx = new Float64Array(n);
      this.wy = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        this.wx[i] = c.lon[i] === NONE ? NaN : geomap.worldX(c.lon[i] / 1e5);
        this.wy[i] = c.lat[i] === NONE ? NaN : geomap.worldY(c.lat[i] / 1e5);
      }
      this.shapes = store.data.shapes.map((/** @type {any} */ row) => {
        const areas = row.areas.flat();
        return { wide: extent(areas) > WIDE, area: areas.length ? geomap.tracePath(areas, true) : null, line: row.lines.length ? geomap.tracePath(row.lines, false) : null };
      });
      /** @type {any[]} What was drawn last, for clicks. */
      this.drawn = [];
      /** @type {{members: number[], wx: number, wy: number} | null} Glyphs spread out, and the world pixels of their middle. */
      this.fan = null;
      this.areaSheet = geomap.sheet(map, "gm-areas", 400, (ctx, view) => this.paintAreas(ctx, view));
      this.glyphSheet = geomap.sheet(map, "gm-glyphs", 600, (ctx, view) => this.paintGlyphs(ctx, view));
      map.on("zoomstart", () => (this.fan = null));
      map.on("click", (/** @type {any} */ event) => this.click(event));
      map.on("mousemove", (/** @type {any} */ event) => this.hover(event));
      map.on("mouseout", () => this.tip(null));
      store.on((/** @type {Set<string>} */ changed) => {
        if (changed.has("visible")) this.fan = null;
        this.later();
      });
      geomap.onTheme(() => this.later());
    }

    later() {
      this.areaSheet.later();
      this.glyphSheet.later();
    }

    /** Visible events by shape, each shape once. */
    shapeOwners() {
      const owners = new Map(), shape = this.store.columns.shape;
      for (const i of this.store.visible) {
        if (shape[i] < 0) continue;
        const list = owners.get(shape[i]);
        if (list) list.push(i);
        else owners.set(shape[i], [i]);
      }
      return owners;
    }

    /** Horizontal shifts at which the world shows. @param {any} view */
    turns(view) {
      const found = [];
      for (let turn = Math.floor(view.west / WORLD); turn <= Math.floor(view.east / WORLD); turn++) found.push(turn * WORLD);
      return found;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} view */
    paintAreas(ctx, view) {
      const theme = geomap.theme(), state = this.store.state;
      this.owners = state.layers.areas ? this.shapeOwners() : new Map();
      const chosen = state.selected >= 0 ? this.store.columns.shape[state.selected] : -1;
      for (const shift of this.turns(view)) {
        ctx.setTransform(view.scale * view.ratio, 0, 0, view.scale * view.ratio, view.x(shift) * view.ratio, view.y(0) * view.ratio);
        const px = 1 / view.scale;
        // A border that the article tells of stays to be seen where it is the edge of an event's area, not where an event is along it.
        const inOrder = Array.from(this.owners), areas = inOrder.filter(([number]) => this.shapes[number].area), lines = inOrder.filter(([number]) => !this.shapes[number].area);
        for (const [number, members] of areas) this.paintShape(ctx, number, members, px, theme, number === chosen);
        if (state.layers.relations) for (const row of this.store.data.relations) this.paintRelation(ctx, row, px, theme);
        for (const [number, members] of lines) this.paintShape(ctx, number, members, px, theme, number === chosen);
      }
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      if (state.layers.areas) this.paintHalos(ctx, view, theme);
      if (state.layers.relations) this.paintRelationNames(ctx, view, theme);
      if (state.layers.mentions) this.paintMentions(ctx, view, theme);
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} row @param {number} px @param {any} theme */
    paintRelation(ctx, row, px, theme) {
      const shape = this.shapes[row.shape];
      if (!shape) return;
      ctx.lineJoin = ctx.lineCap = "round";
      if (shape.area) {
        ctx.strokeStyle = theme.relation;
        ctx.lineWidth = 1.4 * px;
        ctx.setLineDash([5 * px, 4 * px]);
        ctx.stroke(shape.area);
        ctx.setLineDash([]);
      }
      if (shape.line) {
        ctx.strokeStyle = theme.paper;
        ctx.lineWidth = 6 * px;
        ctx.stroke(shape.line);
        ctx.strokeStyle = theme.relation;
        ctx.lineWidth = 3 * px;
        ctx.stroke(shape.line);
      }
    }

    /** @param {CanvasRenderingContext2D} ctx @param {number} number @param {number[]} members @param {number} px @param {any} theme @param {boolean} chosen */
    paintShape(ctx, number, members, px, theme, chosen) {
      const shape = this.shapes[number], store = this.store;
      const kinds = [...new Set(members.map((i) => store.group[i]))].slice(0, 4);
      const colors = kinds.map((k) => geomap.groupColor(store.data.groups[k], theme));
      const country = members.every((i) => store.columns.where_prec[i] >= 6);
      const faint = country || shape.wide;
      const planned = members.every((i) => geomap.glyphs.look(store.status(i)).hollow);
      const area = country ? this.countryPath(members[0]) || shape.area : shape.area;
      ctx.lineJoin = "round";
      if (area) {
        ctx.globalAlpha = ((faint ? 0.08 : 0.17) + (chosen ? 0.1 : 0)) / kinds.length;
        for (const color of colors) {
          ctx.fillStyle = color;
          ctx.fill(area, "evenodd");
        }
        ctx.globalAlpha = faint && !chosen ? 0.5 : 0.95;
        strokeMixed(ctx, area, colors, (chosen ? 3 : faint ? 1.2 : 1.9) * px, px, planned && !shape.wide);
      }
      if (shape.line) {
        ctx.globalAlpha = 0.25;
        strokeMixed(ctx, shape.line, colors.slice(0, 1), 14 * px, px, false);
        ctx.globalAlpha = 1;
        strokeMixed(ctx, shape.line, colors, (chosen ? 5 : 3.6) * px, px, planned);
      }
      ctx.globalAlpha = 1;
    }

    /** The drawn ground's own outline of a country, which lies exactly on its borders. @param {number} i */
    countryPath(i) {
      const land = geomap.desk(this.map).countries;
      return land ? land.get(this.store.strings[this.store.columns.country[i]]) || null : null;
    }

    /** Circles of uncertainty round points. @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} theme */
    paintHalos(ctx, view, theme) {
      const { store } = this, c = store.columns;
      const seen = new Set();
      for (const i of store.visible) {
        if (c.radius[i] === NONE || c.shape[i] >= 0 || c.lon[i] === NONE) continue;
        const key = `${c.lon[i]},${c.lat[i]},${c.radius[i]},${store.group[i]}`;
        if (seen.has(key) || seen.size > 2000) continue;
        seen.add(key);
        const r = this.haloRadius(i, view.scale);
        if (r < 9) continue;
        const color = geomap.groupColor(store.data.groups[store.group[i]], theme);
        for (const shift of this.turns(view)) {
          const x = view.x(this.wx[i] + shift), y = view.y(this.wy[i]);
          if (x + r < 0 || x - r > view.width || y + r < 0 || y - r > view.height) continue;
          ctx.beginPath();
          ctx.arc(x, y, r, 0, 2 * Math.PI);
          ctx.globalAlpha = 0.1;
          ctx.fillStyle = color;
          ctx.fill();
          ctx.globalAlpha = 0.7;
          ctx.strokeStyle = color;
          ctx.lineWidth = 1.3;
          ctx.setLineDash([3, 4]);
          ctx.stroke();
          ctx.setLineDash([]);
          ctx.globalAlpha = 1;
        }
      }
    }

    /** Radius of an event's halo in pixels. @param {number} i @param {number} scale */
    haloRadius(i, scale) {
      const c = this.store.columns, lat = c.lat[i] / 1e5;
      const degrees = c.radius[i] / 10 / KM_PER_DEGREE / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
      return (degrees / 360) * WORLD * scale;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} theme */
    paintRelationNames(ctx, view, theme) {
      if (view.zoom < 5) return;
      ctx.font = "italic 600 11.5px system-ui, sans-serif";
      ctx.textBaseline = "middle";
      ctx.textAlign = "center";
      ctx.lineJoin = "round";
      const written = new Set();
      /** @type {number[][]} West and east end and middle height of the names that stand. */
      const taken = [];
      for (const row of this.store.data.relations) {
        const text = row.said[0];
        if (!text || written.has(text)) continue;
        written.add(text);
        // Above the line, below where another name stands there, else not at all.
        const x = view.x(geomap.worldX(row.lon)), at = view.y(geomap.worldY(row.lat)), half = ctx.measureText(text).width / 2 + 4;
        const y = [at - 12, at + 14].find((y) => !taken.some((box) => x - half < box[1] && x + half > box[0] && Math.abs(y - box[2]) < 15));
        if (y === undefined) continue;
        taken.push([x - half, x + half, y]);
        ctx.lineWidth = 3.4;
        ctx.strokeStyle = theme.halo;
        ctx.strokeText(text, x, y);
        ctx.fillStyle = theme.relation;
        ctx.fillText(text, x, y);
      }
      ctx.textAlign = "left";
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} theme */
    paintMentions(ctx, view, theme) {
      this.dots = [];
      for (const shift of this.turns(view)) {
        for (const row of this.store.data.mentions) {
          const x = view.x(geomap.worldX(row.lon) + shift), y = view.y(geomap.worldY(row.lat));
          if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
          const r = 3 + Math.min(9, 1.6 * Math.sqrt(row.count));
          ctx.beginPath();
          ctx.arc(x, y, r, 0, 2 * Math.PI);
          ctx.globalAlpha = 0.35;
          ctx.fillStyle = theme.mention;
          ctx.fill();
          ctx.globalAlpha = 1;
          ctx.lineWidth = 1.2;
          ctx.strokeStyle = theme.mention;
          ctx.stroke();
          this.dots.push({ x, y, r, row });
        }
      }
    }

    /** Pixels within which glyphs are joined: little when there are few events, more when there are many. */
    reach() {
      const n = this.store.visible.length;
      return n <= 60 ? 24 : n <= 600 ? 36 : 52;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} view */
    paintGlyphs(ctx, view) {
      const theme = geomap.theme(), { store } = this;
      const fanned = new Set(this.fan ? this.fan.members : []);
      this.drawn = geomap.cluster(store, this.wx, this.wy, view, this.reach())
        .filter((/** @type {any} */ item) => !fanned.size || item.n > MOST_FANNED || !fanned.has(item.first));
      // A few events at one spot among few stand side by side; a number would only hide them.
      if (store.visible.length <= 60) this.drawn = this.drawn.flatMap((/** @type {any} */ item) => (item.n > 1 && item.n <= 4 ? beside(item) : [item]));
      this.drawn.sort((a, b) => a.y - b.y);
      for (const item of this.drawn) {
        if (item.n === 1) this.paintOne(ctx, item, theme);
        else paintCluster(ctx, item, store, theme);
      }
      if (this.fan) this.paintFan(ctx, view, theme);
      if (store.state.selected >= 0) this.paintChosen(ctx, view, theme);
    }

    /** A pin where the place is exact, a bare glyph elsewhere. @param {CanvasRenderingContext2D} ctx @param {any} item @param {any} theme */
    paintOne(ctx, item, theme) {
      const { store } = this, i = item.first;
      const group = store.data.groups[store.group[i]];
      item.r = 8.5;
      item.gy = item.y;
      if (store.columns.where_prec[i] === 1 && !item.beside) {
        item.gy = item.y - 17;
        ctx.lineCap = "round";
        for (const [width, color] of [[4.4, theme.paper], [2, theme.ink]]) {
          ctx.beginPath();
          ctx.moveTo(item.x, item.y);
          ctx.lineTo(item.x, item.gy + 7);
          ctx.lineWidth = /** @type {number} */ (width);
          ctx.strokeStyle = /** @type {string} */ (color);
          ctx.stroke();
        }
        ctx.beginPath();
        ctx.arc(item.x, item.y, 2, 0, 2 * Math.PI);
        ctx.fillStyle = theme.ink;
        ctx.fill();
      }
      geomap.glyphs.draw(ctx, group, store.status(i), item.x, item.gy, item.r, theme);
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} theme */
    paintFan(ctx, view, theme) {
      const fan = /** @type {any} */ (this.fan);
      const cx = view.x(fan.wx), cy = view.y(fan.wy);
      fan.members.forEach((/** @type {number} */ i, /** @type {number} */ k) => {
        const at = fanPosition(k, fan.members.length);
        const x = cx + at.x, y = cy + at.y;
        ctx.beginPath();
        ctx.moveTo(cx, cy);
        ctx.lineTo(x, y);
        ctx.lineWidth = 1.2;
        ctx.strokeStyle = theme.soft;
        ctx.stroke();
        this.drawn.push({ x, y, gy: y, r: 8.5, n: 1, first: i, kinds: [], members: () => [i] });
      });
      for (const item of this.drawn.slice(-fan.members.length)) {
        geomap.glyphs.draw(ctx, this.store.data.groups[this.store.group[item.first]], this.store.status(item.first), item.x, item.y, item.r, theme);
      }
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} theme */
    paintChosen(ctx, view, theme) {
      const i = this.store.state.selected;
      if (!this.store.placed(i) || !this.store.passes[i]) return;
      const found = this.drawn.find((item) => item.n === 1 && item.first === i);
      const x = found ? found.x : view.x(this.nearWorldX(i, view)), y = found ? found.gy : view.y(this.wy[i]);
      if (!found) geomap.glyphs.draw(ctx, this.store.data.groups[this.store.group[i]], this.store.status(i), x, y, 8.5, theme);
      ctx.beginPath();
      ctx.arc(x, y, 16, 0, 2 * Math.PI);
      ctx.lineWidth = 5;
      ctx.strokeStyle = theme.paper;
      ctx.stroke();
      ctx.lineWidth = 2.4;
      ctx.strokeStyle = theme.accent;
      ctx.stroke();
    }

    /** @param {number} i @param {any} view */
    nearWorldX(i, view) {
      const middle = (view.west + view.east) / 2;
      return this.wx[i] + WORLD * Math.round((middle - this.wx[i]) / WORLD);
    }

    /** The position of a map event on the glyph sheet. @param {any} event */
    local(event) {
      return event.layerPoint.subtract(this.glyphSheet._bounds.min);
    }

    /** What lies under a point: a glyph or cluster, else the events of the areas there. @param {any} point */
    at(point) {
      for (let k = this.drawn.length - 1; k >= 0; k--) {
        const item = this.drawn[k];
        if (Math.hypot(point.x - item.x, point.y - (item.gy === undefined ? item.y : item.gy)) <= Math.max(item.r + 4, 12)) return item;
      }
      return null;
    }

    /** Events whose area or line lies under a point. @param {any} point */
    under(point) {
      const sheet = this.areaSheet, view = sheet.view(), ctx = sheet._ctx;
      const found = [];
      for (const shift of this.turns(view)) {
        const x = (point.x + view.left) / view.scale - shift, y = (point.y + view.top) / view.scale;
        ctx.setTransform(1, 0, 0, 1, 0, 0);
        for (const [number, members] of this.owners || []) {
          const shape = this.shapes[number];
          ctx.lineWidth = 12 / view.scale;
          if ((shape.line && ctx.isPointInStroke(shape.line, x, y)) || (shape.area && ctx.isPointInPath(shape.area, x, y, "evenodd"))) found.push(...members);
        }
      }
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      // The smallest place first: a click in a province inside a country means the province.
      const prec = this.store.columns.where_prec;
      return found.sort((a, b) => prec[a] - prec[b] || a - b);
    }

    /** @param {any} event */
    click(event) {
      const item = this.at(this.local(event));
      if (!item) {
        const members = this.under(this.local(event));
        if (members.length) geomap.card.open(this.map, this.store, members, event.latlng);
        else {
          this.fan = null;
          this.store.set({ selected: -1 });
          this.map.closePopup();
          this.later();
        }
        return;
      }
      if (item.n === 1) {
        geomap.card.open(this.map, this.store, [item.first], this.map.layerPointToLatLng([item.x + this.glyphSheet._bounds.min.x, item.gy + this.glyphSheet._bounds.min.y]));
        return;
      }
      this.open(item, event.latlng);
    }

    /** Open a cluster: zoom to it, fan it out where it stands, or list it. @param {any} item @param {any} latlng */
    open(item, latlng) {
      const members = item.members();
      let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
      for (const i of members) {
        west = Math.min(west, this.wx[i]);
        east = Math.max(east, this.wx[i]);
        north = Math.min(north, this.wy[i]);
        south = Math.max(south, this.wy[i]);
      }
      const zoom = this.map.getZoom(), most = this.map.getMaxZoom();
      const apart = Math.max(east - west, south - north) * this.map.getZoomScale(Math.min(most, zoom + 6), 0);
      if (apart > 60 && zoom < most) {
        const { store } = this;
        this.map.fitBounds(window.L.latLngBounds(members.map((/** @type {number} */ i) => store.latlng(i))), { padding: [60, 60], maxZoom: Math.min(most, zoom + 4) });
      } else if (members.length <= MOST_FANNED) {
        this.fan = { members, wx: (item.x + this.glyphSheet.view().left) / this.glyphSheet.view().scale, wy: (item.y + this.glyphSheet.view().top) / this.glyphSheet.view().scale };
        this.glyphSheet.later();
      } else {
        geomap.card.open(this.map, this.store, members, latlng);
      }
    }

    /** @param {any} event */
    hover(event) {
      if (this.map._animatingZoom) return;
      const point = this.local(event);
      const item = this.at(point);
      const members = item ? null : this.under(point);
      const dot = !item && this.store.state.layers.mentions && (this.dots || []).find((/** @type {any} */ d) => Math.hypot(point.x - d.x, point.y - d.y) <= d.r + 2);
      this.map.getContainer().classList.toggle("gm-pointing", !!item || !!(members && members.length));
      if (item) this.tip(event.latlng, item.n === 1 ? this.store.title(item.first) : geomap.strings.events(item.n));
      else if (dot) this.tip(event.latlng, `${dot.row.name}: ${geomap.strings.mentioned(dot.row.count)}`);
      else if (members && members.length) this.tip(event.latlng, members.length === 1 ? this.store.title(members[0]) : geomap.strings.together(members.length));
      else this.tip(null);
    }

    /** @param {any} latlng @param {string} [text] */
    tip(latlng, text) {
      if (!latlng || !text) {
        if (this.tooltip) this.tooltip.remove();
        return;
      }
      this.tooltip = this.tooltip || window.L.tooltip({ direction: "top", offset: [0, -14], className: "gm-tip", opacity: 1 });
      this.tooltip.setContent(geomap.quote(text)).setLatLng(latlng).addTo(this.map);
    }

    /** Bring an event into view. @param {number} i */
    show(i) {
      const { store, map } = this;
      if (!store.placed(i)) return;
      const prec = store.columns.where_prec[i];
      const zoom = Math.max(map.getZoom(), Math.min(map.getMaxZoom(), prec <= 2 ? 7 : prec <= 4 ? 6.5 : prec === 5 ? 5.5 : 4));
      const at = window.L.latLng(store.latlng(i));
      if (map.getBounds().pad(-0.15).contains(at) && map.getZoom() >= zoom) return;
      // Without animation: the card that opens next pans the map, and can do so only when it is at rest.
      map.setView(at, zoom, { animate: false });
    }

    /** Fit the map to the visible events. */
    fit() {
      const { store, map } = this;
      const points = [];
      for (const i of store.visible) if (store.placed(i)) points.push(i);
      if (!points.length) return map.setView([25, 15], 2);
      const bounds = window.L.latLngBounds([]);
      for (const i of points) bounds.extend(store.latlng(i));
      const shapes = new Set(points.filter((i) => store.columns.shape[i] >= 0 && store.columns.where_prec[i] < 6).map((i) => store.columns.shape[i]));
      if (shapes.size <= 50) for (const number of shapes) extend(bounds, store.data.shapes[number]);
      // The open legend covers the right of the map; what lies under it would be missed.
      const legend = map.getContainer().querySelector(".gm-legend[open]");
      const covered = legend && legend.offsetWidth < map.getSize().x / 2 ? legend.offsetWidth : 0;
      map.fitBounds(bounds, { paddingTopLeft: [56, 48], paddingBottomRight: [48 + covered, 48], maxZoom: 8, animate: false });
    }
  }

  /** How far the rings of an area reach from west to east, in degrees. @param {number[][]} rings */
  function extent(rings) {
    let west = Infinity, east = -Infinity;
    for (const ring of rings) {
      let lon = 0;
      for (let k = 0; k < ring.length; k += 2) {
        lon += ring[k];
        west = Math.min(west, lon);
        east = Math.max(east, lon);
      }
    }
    return (east - west) / 1e4;
  }

  /** @param {any} bounds @param {any} row */
  function extend(bounds, row) {
    for (const coded of [...row.areas.flat(), ...row.lines]) {
      let lon = 0, lat = 0;
      for (let k = 0; k < coded.length; k += 2) {
        lon += coded[k];
        lat += coded[k + 1];
        bounds.extend([lat / 1e4, lon / 1e4]);
      }
    }
  }

  /**
   * Stroke a path in one colour, or in segments of several; dashed when all of it is only planned.
   * @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string[]} colors @param {number} width @param {number} px @param {boolean} planned
   */
  function strokeMixed(ctx, path, colors, width, px, planned) {
    const on = (planned ? 6 : 12) * px, n = colors.length;
    ctx.lineWidth = width;
    ctx.lineCap = n === 1 && !planned ? "round" : "butt";
    colors.forEach((color, k) => {
      ctx.strokeStyle = color;
      ctx.setLineDash(n > 1 ? [on, on * (n - 1)] : planned ? [on, 4 * px] : []);
      ctx.lineDashOffset = -k * on;
      ctx.stroke(path);
    });
    ctx.setLineDash([]);
    ctx.lineDashOffset = 0;
  }

  /** Two to four events as glyphs round their common middle. @param {any} item */
  function beside(item) {
    const members = item.members(), n = members.length, radius = n === 2 ? 11 : n === 3 ? 13 : 16;
    return members.map((/** @type {number} */ i, /** @type {number} */ k) => {
      const angle = (2 * Math.PI * k) / n + (n === 2 ? Math.PI : -Math.PI / 2);
      return { x: item.x + radius * Math.cos(angle), y: item.y + radius * Math.sin(angle), n: 1, first: i, kinds: [], members: () => [i], beside: true };
    });
  }

  /** A ring of kinds round a number. @param {CanvasRenderingContext2D} ctx @param {any} item @param {any} store @param {any} theme */
  function paintCluster(ctx, item, store, theme) {
    const r = (item.r = item.n < 10 ? 13 : item.n < 100 ? 16 : item.n < 1000 ? 20 : item.n < 10000 ? 24 : 28);
    item.gy = item.y;
    ctx.beginPath();
    ctx.arc(item.x, item.y, r + 1.6, 0, 2 * Math.PI);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    let angle = -Math.PI / 2;
    item.kinds.forEach((/** @type {number} */ count, /** @type {number} */ k) => {
      if (!count) return;
      const sweep = (2 * Math.PI * count) / item.n;
      ctx.beginPath();
      ctx.arc(item.x, item.y, r - 2, angle, angle + sweep);
      ctx.lineWidth = 4.4;
      ctx.lineCap = "butt";
      ctx.strokeStyle = geomap.groupColor(store.data.groups[k], theme);
      ctx.stroke();
      angle += sweep;
    });
    ctx.fillStyle = theme.ink;
    ctx.font = `600 ${item.n < 1000 ? 12 : 11}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(short(item.n), item.x, item.y + 0.5);
    ctx.textAlign = "left";
  }

  /** @param {number} n */
  const short = (n) => (n < 1000 ? String(n) : n < 1e4 ? `${(n / 1000).toFixed(1)}k` : n < 1e6 ? `${Math.round(n / 1000)}k` : `${(n / 1e6).toFixed(1)}m`);

  /** Where the k-th of n fanned glyphs stands: one circle for a few, a spiral for more. @param {number} k @param {number} n */
  function fanPosition(k, n) {
    if (n <= 9) {
      const angle = (2 * Math.PI * k) / n - Math.PI / 2, radius = 20 + 3.4 * n;
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    }
    let angle = 0, radius = 26;
    for (let step = 0; step < k; step++) {
      angle += 24 / radius;
      radius += 24 / (2 * Math.PI) * (24 / radius);
    }
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  }

  /** @param {any} map @param {{data: string, fit: boolean}} options */
  geomap.addEvents = (map, options) => {
    const desk = geomap.desk(map);
    geomap.read(options.data).then((data) => {
      const store = new geomap.Store(data);
      desk.view = new EventView(map, store);
      geomap.keepAddress(desk, store);
      desk.open(store);
      if (options.fit && !desk.placedByAddress) desk.view.fit();
      // Ready when the first frame stands: this callback is queued behind the sheets' own.
      requestAnimationFrame(() => (document.documentElement.dataset.geomap = "ready"));
    });
  };
})((window.geomap = window.geomap || {}));
