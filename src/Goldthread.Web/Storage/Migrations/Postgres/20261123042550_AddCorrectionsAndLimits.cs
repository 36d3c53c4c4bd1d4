using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddCorrectionsAndLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<int>>(
                name: "IndicatorKeys",
                table: "import_batches",
                type: "integer[]",
                nullable: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "UndoneAt",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UndoneBy",
                table: "import_batches",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UndoneReason",
                table: "import_batches",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GoneBy",
                table: "findings",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "GoneOn",
                table: "findings",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GoneReason",
                table: "findings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "findings",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Chart",
                table: "evidence",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CorrectedBy",
                table: "decisions",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CorrectedOn",
                table: "decisions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "MadeOn",
                table: "decisions",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBecause",
                table: "decisions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBy",
                table: "decisions",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "WithdrawnOn",
                table: "decisions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SealedTo",
                table: "audit_head",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Seals",
                table: "audit_head",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "holiday_changes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    IsHoliday = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holiday_changes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "indicator_steps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    IndicatorId = table.Column<Guid>(type: "uuid", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Period = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    WithdrawnReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_steps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_indicator_steps_indicators_IndicatorId",
                        column: x => x.IndicatorId,
                        principalTable: "indicators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.UpdateData(
                table: "audit_head",
                keyColumn: "Id",
                keyValue: 1,
                columns: new[] { "SealedTo", "Seals" },
                values: new object[] { 0L, 0 });

            migrationBuilder.CreateIndex(
                name: "IX_holiday_changes_Date",
                table: "holiday_changes",
                column: "Date");

            migrationBuilder.CreateIndex(
                name: "IX_indicator_steps_IndicatorId",
                table: "indicator_steps",
                column: "IndicatorId");

            // What another part shelves is found under its own name; its card was found as the same thing again.
            migrationBuilder.Sql("""delete from search_documents where "Id" in (select "Id" from library_items where "SourceKind" <> 'document')""");
            migrationBuilder.Sql("""update decisions set "MadeOn" = (select m."HeldOn" from meetings m where m."Id" = decisions."MeetingId")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "holiday_changes");

            migrationBuilder.DropTable(
                name: "indicator_steps");

            migrationBuilder.DropColumn(
                name: "IndicatorKeys",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "UndoneAt",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "UndoneBy",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "UndoneReason",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "GoneBy",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "GoneOn",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "GoneReason",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "Chart",
                table: "evidence");

            migrationBuilder.DropColumn(
                name: "CorrectedBy",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "CorrectedOn",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "MadeOn",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "WithdrawnBecause",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "WithdrawnOn",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "SealedTo",
                table: "audit_head");

            migrationBuilder.DropColumn(
                name: "Seals",
                table: "audit_head");
        }
    }
}
