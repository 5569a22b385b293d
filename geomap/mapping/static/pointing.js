// @ts-check
// Pointing at events: what lies under the hand, what a click opens, how a cluster comes apart, the words beside the pointer.
(function (geomap) {
  "use strict";

  /** So many events in one place fan out; more are listed. */
  geomap.MOST_FANNED = 60;

  class Pointer {
    /** @param {EventView} view */
    constructor(view) {
      this.view = view;
      this.map = view.map;
      this.store = view.store;
      /** @type {any} */
      this.tooltip = null;
      this.map.on("click", (/** @type {any} */ event) => this.click(event));
      this.map.on("mousemove", (/** @type {any} */ event) => this.hover(event));
      this.map.on("mouseout", () => this.tip(null));
    }

    /** The position of a map event on the glyph sheet. @param {any} event @returns {Point} */
    local(event) {
      return event.layerPoint.subtract(this.view.glyphSheet._bounds.min);
    }

    /** The mark under a point. @param {Point} point */
    at(point) {
      for (let k = this.view.drawn.length - 1; k >= 0; k--) {
        const item = this.view.drawn[k];
        if (Math.hypot(point.x - item.x, point.y - item.gy) <= Math.max(item.r + 4, 12)) return item;
      }
      return null;
    }

    /** @param {Point} point */
    under(point) {
      return this.view.shapes.under(point, this.view.areaSheet.view(), this.view.areaSheet._ctx);
    }

    /** @param {any} event */
    click(event) {
      const item = this.at(this.local(event));
      if (item && item.n > 1) return this.open(item, event.latlng);
      if (item) {
        const corner = this.view.glyphSheet._bounds.min;
        return geomap.card.open(
          this.map,
          this.store,
          [item.first],
          this.map.layerPointToLatLng([item.x + corner.x, item.gy + corner.y]),
        );
      }
      const members = this.under(this.local(event));
      if (members.length) return geomap.card.open(this.map, this.store, members, event.latlng);
      this.view.fan = null;
      this.store.set({ selected: -1 });
      this.map.closePopup();
      this.view.later();
    }

    /** Open a cluster: zoom to it, fan it out where it stands, or list it. @param {Drawn} item @param {any} latlng */
    open(item, latlng) {
      const members = item.members(),
        { map, store } = this;
      let west = Infinity,
        east = -Infinity,
        north = Infinity,
        south = -Infinity;
      for (const i of members) {
        west = Math.min(west, this.view.wx[i]);
        east = Math.max(east, this.view.wx[i]);
        north = Math.min(north, this.view.wy[i]);
        south = Math.max(south, this.view.wy[i]);
      }
      const zoom = map.getZoom(),
        most = map.getMaxZoom();
      const apart = Math.max(east - west, south - north) * map.getZoomScale(Math.min(most, zoom + 6), 0);
      if (apart > 60 && zoom < most) {
        const corner = (/** @type {number} */ x, /** @type {number} */ y) =>
          window.L.CRS.EPSG3857.pointToLatLng(window.L.point(x, y), 0);
        map.fitBounds(window.L.latLngBounds(corner(west, south), corner(east, north)), {
          padding: [60, 60],
          maxZoom: Math.min(most, zoom + 4),
          animate: !geomap.still(),
        });
      } else if (members.length <= geomap.MOST_FANNED) {
        const view = this.view.glyphSheet.view();
        this.view.fan = { members, wx: (item.x + view.left) / view.scale, wy: (item.y + view.top) / view.scale };
        this.view.glyphSheet.later();
      } else geomap.card.open(map, store, members, latlng);
    }

    /** @param {any} event */
    hover(event) {
      if (this.map._animatingZoom) return;
      const point = this.local(event),
        item = this.at(point),
        members = item ? [] : this.under(point);
      const dot = item
        ? null
        : this.view.shapes.dots.find(
            (/** @type {Point & {r: number}} */ d) => Math.hypot(point.x - d.x, point.y - d.y) <= d.r + 2,
          );
      this.map.getContainer().classList.toggle("gm-pointing", !!item || members.length > 0);
      if (item) this.tip(event.latlng, item.n === 1 ? this.store.title(item.first) : geomap.strings.events(item.n));
      else if (dot) this.tip(event.latlng, `${dot.row.name}: ${geomap.strings.mentioned(dot.row.count)}`);
      else if (members.length)
        this.tip(
          event.latlng,
          members.length === 1 ? this.store.title(members[0]) : geomap.strings.together(members.length),
        );
      else this.tip(null);
    }

    /** @param {any} latlng @param {string} [text] */
    tip(latlng, text) {
      if (!latlng || !text) {
        if (this.tooltip) this.tooltip.remove();
        return;
      }
      this.tooltip =
        this.tooltip || window.L.tooltip({ direction: "top", offset: [0, -14], className: "gm-tip", opacity: 1 });
      this.tooltip.setContent(geomap.quote(text)).setLatLng(latlng).addTo(this.map);
    }
  }

  geomap.pointing = (view) => new Pointer(view);
})(window.geomap);
