// Shows the passkey form where the browser can do passkeys, and says plainly when the device says no.
const form = document.querySelector("[data-passkey-form]");
if (form && window.PublicKeyCredential) form.hidden = false;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-said") || document.createElement("p");
  said.id = "passkey-said";
  said.className = "govuk-error-message";
  said.setAttribute("role", "alert");
  said.textContent = "Your device did not confirm it. Try once more, or use another way.";
  form.prepend(said);
});
