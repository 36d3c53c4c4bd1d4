using System.CommandLine;
using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Commands;

/// <summary>The board's services for a verb that serves no pages.</summary>
internal static class Hosted
{
    public static async Task<int> WithBoardAsync(ParseResult parsed, string work, Func<IServiceProvider, BoardDb, Task<int>> verb)
    {
        var options = new BoardOptions { Data = parsed.GetValue(CommandLine.Data)!, Database = parsed.GetValue(CommandLine.Database), SealCopies = Serve.SealCopies };
        if (options.Database is null && !Directory.Exists(options.Data)) throw new UsageException($"there is no board in {Path.GetFullPath(options.Data)}: name its folder with --data");
        await using var app = WebBoard.Build(options);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System(work);
        return await verb(scope.ServiceProvider, db);
    }
}
