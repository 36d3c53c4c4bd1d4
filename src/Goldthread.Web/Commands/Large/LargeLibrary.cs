using Goldthread.Domain;
using Goldthread.Domain.Library;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Commands.Large;

/// <summary>Ten years of shelved papers.</summary>
internal sealed class LargeLibrary(LargeBoard board)
{
    /// <summary>An item that findings rest on.</summary>
    public sealed record Shelved(Guid Id, DateOnly Date);

    /// <summary>Makes them.</summary>
    /// <returns>Those everybody of the board may read, oldest first.</returns>
    public async Task<IReadOnlyList<Shelved>> MakeAsync()
    {
        var there = await board.Db.LibraryItems.CountAsync(i => i.SourceKind == LibraryItem.ByHand, board.Stop);
        List<Shelved> shelved = [];
        await board.KeepAsync("library items", Items(Math.Max(1, board.Size.Items - there), shelved));
        return shelved;
    }

    private IEnumerable<IReadOnlyCollection<object>> Items(int count, List<Shelved> shelved)
    {
        var text = board.Text;
        for (var i = 0; i < count; i++)
        {
            var (volume, whose, date) = (text.Of(Volumes.All), text.Of(board.Organisations), board.DayAt((double)i / count));
            var kind = text.Of(Volumes.Kinds(volume));
            var title = $"{kind} {i + 1}: {text.Line().ToLowerInvariant()}";
            LibraryItem item = new(volume, kind, title, date, whose.Id);
            item.Describe(kind, title, date, whose.Id, text.Sentences(4), null, text.Some(board.Themes, 3));
            if (text.Chance(5)) item.LimitTo(Confidentiality.Group, whose.AccessListId);
            else shelved.Add(new(item.Id, date));
            yield return [item];
        }
    }
}
