using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Governance.Structure;

/// <summary>Who meets, who chairs and who reports to whom, as a picture and as a list (Framework 3.1, Appendix 1).</summary>
[ForEveryoneSignedIn]
public sealed class IndexModel(BoardDb db, TimeProvider clock) : PageModel
{
    public StructurePicture Picture { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, GroupInStructure> Groups { get; private set; } = new Dictionary<Guid, GroupInStructure>();

    public async Task OnGetAsync(CancellationToken stop)
    {
        var groups = await db.StructureAsync(clock.Today(), stop);
        Groups = groups.ToDictionary(g => g.Id);
        Picture = new(groups.Select(g => new StructurePart(g.Id, g.ReportsToId)));
    }

    /// <summary>A name in at most two lines that fit a box, broken between words.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        const int Fits = 24;
        if (name.Length <= Fits) return [name];
        var at = name.LastIndexOf(' ', Fits);
        if (at < 0) return [Cut(name)];
        return [name[..at], Cut(name[(at + 1)..])];
        static string Cut(string text) => text.Length <= Fits ? text : text[..(Fits - 1)].TrimEnd() + "…";
    }
}
