// @ts-check
// What lies below the glyphs: areas, border lines, halos of uncertainty, relations, and places only mentioned.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;
  const WORLD = 256;
  const KM_PER_DEGREE = 111.195; // mean length of a degree of latitude (WGS 84 mean radius 6371.0088 km)
  const WIDE = 15; // degrees of longitude; areas as wide as a large country are drawn faintly
  const VAST = 60; // degrees of longitude; what is no country or sea and as wide as a continent says little as an area
  const MOST_HALOS = 1500;
  const LEAST_HALO = 9; // pixels; a smaller one would hide behind its glyph

  class Shapes {
    /** @param {EventView} view */
    constructor(view) {
      this.events = view;
      this.store = view.store;
      this.rows = view.store.data.shapes.map((row) => {
        const areas = row.areas.flat();
        return {
          wide: extent(areas) > WIDE,
          vast: extent(areas) > VAST,
          area: areas.length ? geomap.tracePath(areas, true) : null,
          line: row.lines.length ? geomap.tracePath(row.lines, false) : null,
        };
      });
      /** Whether the sheet was left empty last time. */
      this.blank = false;
      /** @type {Map<number, number[]>} Visible events by shape. */
      this.owners = new Map();
      /** @type {Array<{x: number, y: number, r: number, row: MentionRow}>} Mentions as drawn. */
      this.dots = [];
      this.widest = view.store.columns.radius.reduce(
        (/** @type {number} */ most, /** @type {number} */ radius) => Math.max(most, radius),
        0,
      );
    }

    /** Whether there is nothing to paint at a scale, whatever the filters leave. @param {number} scale */
    idle(scale) {
      const { data, state } = this.store;
      if (this.rows.length || data.relations.length || state.layers.mentions) return false;
      // Halos grow towards the poles: twenty times is more than any place that people write of.
      return this.widest <= 0 || this.radius(this.widest, 87, scale) < LEAST_HALO;
    }

    /** Visible events by shape, each shape once; continents are left to their marks. */
    shapeOwners() {
      const owners = new Map(),
        { shape, where_prec } = this.store.columns;
      if (!this.rows.length) return owners;
      for (const i of this.store.visible) {
        if (shape[i] < 0) continue;
        if (this.rows[shape[i]].vast && where_prec[i] < 6) continue;
        const list = owners.get(shape[i]);
        if (list) list.push(i);
        else owners.set(shape[i], [i]);
      }
      return owners;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view */
    paint(ctx, view) {
      const theme = geomap.theme(),
        { store } = this,
        { layers, selected } = store.state;
      this.blank = this.idle(view.scale);
      ctx.canvas.style.display = this.blank ? "none" : "";
      const chosen = selected >= 0 ? store.columns.shape[selected] : -1;
      this.owners = layers.areas && !this.blank ? this.shapeOwners() : new Map();
      if (this.blank) {
        this.dots = [];
        return;
      }
      const relations = layers.relations ? this.relations() : [];
      for (const shift of geomap.turns(view)) {
        ctx.setTransform(
          view.scale * view.ratio,
          0,
          0,
          view.scale * view.ratio,
          view.x(shift) * view.ratio,
          view.y(0) * view.ratio,
        );
        const px = 1 / view.scale;
        // A border that the article tells of stays to be seen where it is the edge of an event's area, not where an event is along it.
        const inOrder = Array.from(this.owners),
          areas = inOrder.filter(([number]) => this.rows[number].area),
          lines = inOrder.filter(([number]) => !this.rows[number].area);
        for (const [number, members] of areas)
          this.paintShape(ctx, number, members, px, theme, view, number === chosen);
        for (const row of relations) paintRelation(ctx, this.rows[row.shape], px, theme);
        for (const [number, members] of lines)
          this.paintShape(ctx, number, members, px, theme, view, number === chosen);
      }
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      if (layers.areas) this.paintHalos(ctx, view, theme);
      if (layers.relations) geomap.relationNames.paint(ctx, this.names(ctx, view), theme);
      this.dots = [];
      if (layers.mentions) this.paintMentions(ctx, view, theme);
    }

    /** @param {CanvasRenderingContext2D} ctx @param {number} number @param {number[]} members @param {number} px @param {Theme} theme @param {View} view @param {boolean} chosen */
    paintShape(ctx, number, members, px, theme, view, chosen) {
      const shape = this.rows[number],
        { store } = this;
      const kinds = [...new Set(members.map((i) => store.group[i]))].slice(0, 4);
      const colors = kinds.map((k) => geomap.groupColor(store.data.groups[k], theme));
      const country = members.every((i) => store.columns.where_prec[i] >= 6);
      const faint = country || shape.wide;
      const planned = members.every((i) => geomap.glyphs.look(store.status(i)).hollow);
      const area = (country && this.events.outline(members[0], view.zoom)) || shape.area;
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

    /** The relations' names in a view, each where it stands clear. @param {CanvasRenderingContext2D} ctx @param {View} view */
    names(ctx, view) {
      return this.store.state.layers.relations
        ? geomap.relationNames.place(ctx, this.relations(), view, this.events.markBoxes(view))
        : [];
    }

    /** The relations that a visible event tells of, and those that none tells of. */
    relations() {
      const { data } = this.store;
      return data.relations.filter((row) => !row.events.length || row.events.some((i) => this.store.passes(i)));
    }

    /** Circles of uncertainty round points. @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
    paintHalos(ctx, view, theme) {
      const { store } = this,
        c = store.columns,
        { wx, wy } = this.events;
      if (this.widest <= 0) return;
      const seen = new Set(),
        turns = geomap.turns(view);
      for (const i of store.visible) {
        if (c.radius[i] <= 0 || c.shape[i] >= 0 || c.lon[i] === NONE) continue;
        const y = view.y(wy[i]);
        if (y < -view.height || y > 2 * view.height) continue;
        const r = this.radius(c.radius[i], c.lat[i] / 1e5, view.scale);
        if (r < LEAST_HALO || y + r < 0 || y - r > view.height) continue;
        for (const shift of turns) {
          const x = view.x(wx[i] + shift);
          if (x + r < 0 || x - r > view.width) continue;
          const key = `${Math.round(x)},${Math.round(y)},${Math.round(r)},${store.group[i]}`;
          if (seen.has(key)) continue;
          if (seen.add(key).size > MOST_HALOS) return;
          paintHalo(ctx, x, y, r, geomap.groupColor(store.groupAt(i), theme));
        }
      }
    }

    /** Radius of a halo in pixels. @param {number} tenths Of a kilometre. @param {number} lat @param {number} scale */
    radius(tenths, lat, scale) {
      const degrees = tenths / 10 / KM_PER_DEGREE / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
      return (degrees / 360) * WORLD * scale;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
    paintMentions(ctx, view, theme) {
      for (const shift of geomap.turns(view)) {
        for (const row of this.store.data.mentions) {
          const x = view.x(geomap.worldX(row.lon) + shift),
            y = view.y(geomap.worldY(row.lat));
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

    /** Events whose area or line lies under a point, those of the smallest place first. @param {Point} point @param {View} view @param {CanvasRenderingContext2D} ctx */
    under(point, view, ctx) {
      /** @type {number[]} */
      const found = [];
      ctx.save();
      for (const shift of geomap.turns(view)) {
        const x = (point.x + view.left) / view.scale - shift,
          y = (point.y + view.top) / view.scale;
        ctx.setTransform(1, 0, 0, 1, 0, 0);
        for (const [number, members] of this.owners) {
          const shape = this.rows[number];
          ctx.lineWidth = 12 / view.scale;
          if (
            (shape.line && ctx.isPointInStroke(shape.line, x, y)) ||
            (shape.area && ctx.isPointInPath(shape.area, x, y, "evenodd"))
          )
            found.push(...members);
        }
      }
      ctx.restore();
      // A click in a province inside a country means the province.
      const prec = this.store.columns.where_prec;
      return found.sort((a, b) => prec[a] - prec[b] || a - b);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Shape | undefined} shape @param {number} px @param {Theme} theme */
  function paintRelation(ctx, shape, px, theme) {
    if (!shape || shape.vast) return;
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

  /** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r @param {string} color */
  function paintHalo(ctx, x, y, r, color) {
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

  /** How far the rings of an area reach from west to east, in degrees. @param {number[][]} rings */
  function extent(rings) {
    let west = Infinity,
      east = -Infinity;
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

  /**
   * Stroke a path in one colour, or in segments of several; dashed when all of it is only planned.
   * @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string[]} colors @param {number} width @param {number} px @param {boolean} planned
   */
  function strokeMixed(ctx, path, colors, width, px, planned) {
    const on = (planned ? 6 : 12) * px,
      n = colors.length;
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

  geomap.Shapes = Shapes;
})(window.geomap);
