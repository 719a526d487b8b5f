// A photograph on its way: made small on the phone first, then sent alone, with its progress told.
const LONGEST = 2000, QUALITY = 0.82, THUMBNAIL = 240, PATIENCE_MS = 180_000;

function drawn(canvas, picture, width, height) {
  // What shows through a drawing without a ground becomes white, not black.
  const pen = Object.assign(canvas, { width, height }).getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  return canvas;
}

// The photograph upright, 2,000 px long and without its place and time; or as it came, where that is less. The policy
// of the site lets no page show a blob, so what is seen of it meanwhile is drawn.
async function shrunk(file, thumbnail) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { width, height } = picture;
    const scale = Math.min(1, LONGEST / Math.max(width, height));
    const small = drawn(document.createElement("canvas"), picture, Math.round(width * scale), Math.round(height * scale));
    drawn(thumbnail, small, Math.round((THUMBNAIL * width) / height), THUMBNAIL);
    picture.close();
    const blob = await new Promise((done) => small.toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? blob : file;
  } catch {
    // A phone that cannot read its own HEIC sends it as it is; the site can.
    return file;
  }
}

// Resolves with the request when it has ended, also where it failed: its status is then 0.
function sent(url, token, photo, tell) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("csrf_token", token);
    body.append("foto", photo, "foto.jpg");
    request.open("POST", url);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-Target", "photos");
    request.timeout = PATIENCE_MS;
    request.upload.onprogress = ({ loaded, total }) => tell(Math.round((100 * loaded) / total));
    request.onloadend = () => done(request);
    request.send(body);
  });
}
