/** The one channel between the preload and the host; every frame of the wire goes over it. */
export const frameChannel = 'tributary:frame';
