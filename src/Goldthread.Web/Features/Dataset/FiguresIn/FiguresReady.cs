using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Features.Admin.TakeOut;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Tables that lie ready to come in: nobody can say what stands in a file that was not read whole. Whoever brought it brings it again.</summary>
internal sealed class FiguresReady(FigureFiles files) : ILiesReady
{
    /// <inheritdoc/>
    public async Task<Action> TakeBackAsync(BoardDb db, CancellationToken stop)
    {
        var ready = await db.Set<FigureImport>().IgnoreQueryFilters([BoardDb.Own]).Where(i => i.State != ImportState.ToCheck && i.State != ImportState.ToBringIn).ToListAsync(stop);
        db.RemoveRange(ready);
        return () =>
        {
            foreach (var id in ready.SelectMany(i => new[] { i.Id, i.FileId }).Distinct()) files.Remove(id);
        };
    }
}
