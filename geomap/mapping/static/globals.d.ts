// Leaflet, and the one global that every script of the page adds to.
interface Window {
  geomap: any;
  L: any;
}
