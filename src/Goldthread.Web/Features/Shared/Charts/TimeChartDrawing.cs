using Goldthread.Domain.Dataset;

namespace Goldthread.Web.Features.Shared.Charts;

/// <summary>Places everything of a <see cref="TimeChart"/> on its scene.</summary>
internal sealed class TimeChartDrawing
{
    private const double TickBand = 30;
    private const double LabelGap = 10;
    private static readonly double[][] Dashes = [[2, 3], [9, 4], [9, 3, 2, 3], [5, 3], [14, 4]];

    private readonly TimeChart _chart;
    private readonly Axis _axis;
    private readonly List<(double Y, string Text, bool Strong)> _ends = [];
    private readonly List<Mark> _marks = [];
    private readonly double _width, _left, _right, _top, _bottom, _halfStep;
    private readonly DateOnly _first, _last;

    public TimeChartDrawing(TimeChart chart, double width, double plotHeight, double top)
    {
        _chart = chart;
        _width = width;
        _axis = Axis.For([
            .. chart.Points.Select(p => p.Value).OfType<double>(),
            .. chart.Stretches.SelectMany(s => new[] { s.Centre, s.Lower, s.Upper }).OfType<double>(),
            .. chart.Targets.Select(t => t.Value),
            .. chart.Comparators.SelectMany(c => c.Values).Select(v => v.Value).OfType<double>()]);
        (_top, _bottom) = (top, top + plotHeight);
        _left = _axis.Ticks.Max(t => Look.WidthOf(chart.Show(t), Look.TickSize)) + 10;
        DateOnly[] dates = [.. chart.Points.Select(p => p.Date), .. chart.Comparators.SelectMany(c => c.Values).Select(v => v.Date)];
        if (dates.Length == 0) dates = [DateOnly.MinValue];
        (_first, _last) = (dates.Min(), dates.Max());
        CollectEnds();
        _right = width - LabelGap - Math.Clamp(_ends.Select(e => Look.WidthOf(e.Text) * (e.Strong ? 1.08 : 1)).DefaultIfEmpty(0).Max(), 20, 230);
        _halfStep = Math.Min(10, (_right - _left) / Math.Max(2, chart.Points.Count) / 2);
    }

    public Scene Draw()
    {
        DrawGrid();
        DrawMarks();
        foreach (var stretch in _chart.Stretches) DrawStretch(stretch);
        DrawTargets();
        for (var i = 0; i < _chart.Comparators.Count; i++) DrawComparator(_chart.Comparators[i], Dashes[i % Dashes.Length]);
        DrawFigures();
        var lowest = DrawEndLabels();
        return new(_chart.Id, _width, Math.Max(_bottom + TickBand, lowest + 8), _chart.Title, Description(), _marks);
    }

    private double X(DateOnly date)
    {
        var (from, to) = (_left + 14, _right - 10);
        return _first == _last ? (from + to) / 2 : from + (to - from) * (date.DayNumber - _first.DayNumber) / (_last.DayNumber - _first.DayNumber);
    }

    private double Y(double value) => _bottom - (_bottom - _top - 6) * _axis.Share(value);

    private void DrawGrid()
    {
        foreach (var tick in _axis.Ticks)
        {
            _marks.Add(new Stroke("gt-grid-line", Look.Grid, new(_left, Y(tick)), new(_right, Y(tick))));
            _marks.Add(Look.Tick(new(_left - 7, Y(tick) + 4), _chart.Show(tick), TextAnchor.End));
        }
        _marks.Add(new Stroke("gt-axis", Look.Axis, new(_left, _bottom), new(_right, _bottom)));

        // Counted from the latest, so that the newest period always has its name.
        var widest = _chart.Points.Select(p => Look.WidthOf(p.Label, Look.TickSize)).DefaultIfEmpty(1).Max() + 14;
        var every = Math.Max(1, (int)Math.Ceiling(_chart.Points.Count * widest / (_right - _left)));
        for (var i = _chart.Points.Count - 1; i >= 0; i -= every)
        {
            var x = X(_chart.Points[i].Date);
            _marks.Add(new Stroke("gt-axis", Look.Axis, new(x, _bottom), new(x, _bottom + 5)));
            _marks.Add(Look.Tick(new(x, _bottom + 20), _chart.Points[i].Label, TextAnchor.Middle));
        }
    }

    private void DrawMarks()
    {
        TimeMark[] marks = [.. _chart.NumberedMarks];
        // What happened before the first or after the last point stands at the edge; its date is in the words below.
        double[] xs = [.. marks.Select(m => Math.Clamp(X(m.Date), _left, _right))];
        var numbers = LabelSpread.Apart(xs, 18, _left + 8, _right);
        for (var i = 0; i < marks.Length; i++)
        {
            var (cssClass, paint) = marks[i].IsBreak ? ("gt-mark gt-mark--break", Look.Break) : ("gt-mark", Look.Action);
            _marks.Add(new Stroke(cssClass, paint, new(xs[i], _top - 4), new(xs[i], _bottom)));
            _marks.Add(new Lettering("gt-mark-number", new("#6f5200"), new(numbers[i], _top - 9), $"{i + 1}", TextAnchor.Middle, 14, Bold: true) { Tip = marks[i].Words });
        }
    }

    private void DrawStretch(Stretch stretch)
    {
        var (from, to) = (X(stretch.From) - _halfStep, X(stretch.To) + _halfStep);
        void Level(double? value, string cssClass, Paint paint)
        {
            if (value is { } v) _marks.Add(new Stroke(cssClass, paint, new(from, Y(v)), new(to, Y(v))));
        }
        Level(stretch.Upper, "gt-limit", Look.Limit);
        Level(stretch.Lower, "gt-limit", Look.Limit);
        Level(stretch.Centre, _chart.CentreName == "Median" ? "gt-median" : "gt-mean", _chart.CentreName == "Median" ? Look.Median : Look.Mean);
    }

    private void DrawTargets()
    {
        Target[] targets = [.. _chart.Targets.OrderBy(t => t.From ?? DateOnly.MinValue)];
        for (var i = 0; i < targets.Length; i++)
        {
            var from = targets[i].From is { } since ? Math.Clamp(X(since), _left, _right) : _left;
            var to = i + 1 < targets.Length ? Math.Clamp(X(targets[i + 1].From!.Value), _left, _right) : _right;
            if (to > from) _marks.Add(new Stroke("gt-target", Look.Target, new(from, Y(targets[i].Value)), new(to, Y(targets[i].Value))));
        }
    }

    private void DrawComparator(Comparator comparator, double[] dash) =>
        DrawRuns(comparator.Values, "gt-series gt-series--comparator", Look.Series with { Dash = dash });

    private void DrawFigures()
    {
        var isPlain = _chart.Comparators.Count > 0;
        DrawRuns([.. _chart.Points.Select(p => new DatedValue(p.Date, p.Value))],
            isPlain ? "gt-series--own" : "gt-series", isPlain ? Look.Own : Look.Series);
        foreach (var point in _chart.Points)
        {
            if (point.Value is not { } value) continue;
            var tip = $"{point.Label}: {_chart.Show(value)}{(point.Signal.Length > 0 ? ", " + point.Signal : "")}";
            _marks.Add(Look.Point(new(X(point.Date), Y(value)), point.Type, tip: tip));
        }
    }

    // A missing figure ends one trace and the next figure begins another.
    private void DrawRuns(IReadOnlyList<DatedValue> values, string cssClass, Paint paint)
    {
        List<Spot> run = [];
        foreach (var value in values.Append(new(default, null)))
        {
            if (value.Value is { } v)
            {
                run.Add(new(X(value.Date), Y(v)));
                continue;
            }
            if (run.Count > 1) _marks.Add(new Trace(cssClass, paint, [.. run]));
            run.Clear();
        }
    }

    private void CollectEnds()
    {
        void End(double? value, string name, bool strong = false)
        {
            if (value is { } v) _ends.Add((Y(v), $"{name} {_chart.Show(v)}", strong));
        }
        if (_chart.Stretches.Count > 0)
        {
            var last = _chart.Stretches[^1];
            End(last.Upper, "Upper limit");
            End(last.Centre, _chart.CentreName);
            End(last.Lower, "Lower limit");
        }
        End(_chart.Targets.MaxBy(t => t.From ?? DateOnly.MinValue)?.Value, "Target");
        foreach (var comparator in _chart.Comparators) End(comparator.Values.LastOrDefault(v => v.Value is not null)?.Value, comparator.Name);
        if (_chart.OwnName.Length > 0) End(_chart.Points.LastOrDefault(p => p.Value is not null)?.Value, _chart.OwnName, strong: true);
    }

    private double DrawEndLabels()
    {
        var places = LabelSpread.Apart([.. _ends.Select(e => e.Y)], Look.LineHeight, _top + 6, _bottom);
        for (var i = 0; i < _ends.Count; i++)
            _marks.Add(Look.Label(new(_right + LabelGap, places[i] + 4), _ends[i].Text, _ends[i].Strong));
        return places.DefaultIfEmpty(0).Max();
    }

    private string Description()
    {
        var lines = string.Join(", ", _ends.Select(e => e.Text));
        var signals = _chart.Points.Count(p => p.Type != PointType.CommonCause);
        var missing = _chart.Points.Count(p => p.Value is null);
        return _chart.Says
            + (_chart.Points is [var first, .., var last] ? $" {_chart.Points.Count} periods from {first.Label} to {last.Label}." : "")
            + (lines.Length > 0 ? $" {lines}." : "")
            + (signals > 0 ? $" Points that signal change: {signals}." : "")
            + (missing > 0 ? $" Periods without a figure: {missing}." : "");
    }
}
