using Goldthread.Web.Site;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin;

/// <summary>Where an identity provider leads somebody who has confirmed there, in a tab beside the form that waits.</summary>
[ForEveryoneSignedIn, BeforeSecondFactor]
public sealed class ConfirmDoneModel : PageModel;
