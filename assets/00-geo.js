// The map draws our own shapes only: an empty world keeps plotly from looking for one elsewhere.
window.PlotlyGeoAssets = { topojson: { world_110m: { type: 'Topology', objects: {}, arcs: [] } } };
