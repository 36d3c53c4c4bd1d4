using Goldthread.Web.Site;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Home;

/// <summary>What needs this person, what moved, and where the thread is loose.</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel : PageModel
{
    public void OnGet() { }
}
